'use strict';
// Lets a reader go from step to step. What it shows is there without it, all at once.
document.documentElement.classList.add('js');
window.addEventListener('DOMContentLoaded', () => document.querySelectorAll('.story').forEach((story) => {
  const items = [...story.querySelectorAll('.telling li')];
  const rows = [...story.querySelectorAll('rect.row')];
  if (!items.length) return;
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
  document.addEventListener('keydown', (event) => {
    if (!story.offsetParent || event.altKey || event.ctrlKey || event.metaKey || event.target.closest('select, input, .matrix')) return;
    const to = {ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: items.length - 1}[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to, true);
  });
  go(0, false);
}));
