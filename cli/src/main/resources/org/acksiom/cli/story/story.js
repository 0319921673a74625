'use strict';
// Lets a reader go from step to step. What it shows is there without it, all at once.
document.documentElement.classList.add('js');
window.addEventListener('DOMContentLoaded', () => {
  const stories = [...document.querySelectorAll('.story')].map(prepare).filter(Boolean);
  let last = null;

  /** The story that keys step through: where they are pressed, else the last used, else the first. */
  const current = (target) => {
    const seen = stories.filter(({story}) => story.checkVisibility());
    return seen.find(({story}) => story.contains(target)) || seen.find((one) => one === last) || seen[0];
  };
  document.addEventListener('click', (event) => { last = stories.find(({story}) => story.contains(event.target)) || last; });
  document.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest('select, input, pre, .matrix-frame')) return;
    const one = current(event.target);
    if (!one || !one.press(event.key, event.target)) return;
    event.preventDefault();
  });
});

/** Gives a story its bar, and says what a key does there. */
function prepare(story) {
  const items = [...story.querySelectorAll('.telling li')];
  const rows = [...story.querySelectorAll('rect.row')];
  if (!items.length) return null;
  let now = -1;
  const button = (label, name, act) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = label;
    made.setAttribute('aria-label', name);
    made.addEventListener('click', act);
    return made;
  };
  const where = document.createElement('span');
  const spoken = document.createElement('span');
  spoken.className = 'sr';
  spoken.setAttribute('aria-live', 'polite');

  const go = (index, asked) => {
    const next = Math.max(0, Math.min(items.length - 1, index));
    if (next === now) return;
    now = next;
    items.forEach((item, i) => {
      item.classList.toggle('now', i === now);
      if (i === now) item.setAttribute('aria-current', 'step'); else item.removeAttribute('aria-current');
    });
    rows.forEach((row, i) => row.classList.toggle('now', i === now));
    where.textContent = `step ${now + 1} of ${items.length}`;
    if (asked) {
      spoken.textContent = `Step ${now + 1}: ${items[now].querySelector('p').textContent}`;
      items[now].scrollIntoView({block: 'nearest'});
      rows[now].scrollIntoView({block: 'nearest', inline: 'nearest'});
    }
  };

  const bar = document.createElement('div');
  bar.className = 'steps-bar';
  const keys = document.createElement('span');
  keys.className = 'soft';
  keys.innerHTML = '<kbd>←</kbd> <kbd>→</kbd> step, <kbd>Home</kbd> <kbd>End</kbd>';
  bar.append(button('◀', 'step back', () => go(now - 1, true)), where,
    button('▶', 'step forward', () => go(now + 1, true)), keys, spoken);
  story.querySelector('.telling').prepend(bar);
  items.forEach((item, i) => item.addEventListener('click', (event) => { if (!event.target.closest('a')) go(i, true); }));
  rows.forEach((row, i) => row.addEventListener('click', () => go(i, true)));
  go(0, false);
  const press = (key, target) => {
    const ends = target.closest('.story, .cell'); // elsewhere they are the page's
    const to = {ArrowRight: now + 1, ArrowLeft: now - 1, Home: ends && 0, End: ends && items.length - 1}[key];
    if (to === undefined || to === null) return false;
    go(to, true);
    return true;
  };
  return {story, press};
}
