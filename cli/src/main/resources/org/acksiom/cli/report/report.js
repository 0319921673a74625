'use strict';
// Opens one cell at a time, with its story, and filters the matrix. All of it is there without it.
window.addEventListener('DOMContentLoaded', () => {
  const matrix = document.querySelector('.matrix');
  const links = [...matrix.querySelectorAll('td a')];
  const stories = document.getElementById('stories');
  const shown = (link) => !link.classList.contains('dim') && link.offsetParent !== null;
  let focused = links[0];

  /** Only one of the matrix's links is a stop of the Tab key; arrows go on from there. */
  const settle = (link) => {
    if (!link) return;
    links.forEach((one) => { one.tabIndex = -1; });
    link.tabIndex = 0;
    focused = link;
  };

  /** What is no identifier names nothing. */
  const named = (hash) => {
    try {
      return decodeURIComponent(hash);
    } catch (e) {
      return '';
    }
  };

  const open = () => {
    const id = named(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (target && target.matches('details')) { // the story that leads there stays
      target.open = true;
      return;
    }
    document.querySelectorAll('.cell.shown').forEach((cell) => {
      cell.classList.remove('shown');
      cell.querySelectorAll('.story-of').forEach((story) => stories.append(story));
    });
    links.forEach((link) => link.removeAttribute('aria-current'));
    if (!target) return;
    if (target.matches('.story-of')) {
      const cell = document.querySelector(`.cell[data-story="${CSS.escape(id)}"]`);
      if (cell) location.replace(`#${cell.id}`);
      return;
    }
    if (!target.matches('.cell')) return;
    target.classList.add('shown');
    const story = target.dataset.story && document.getElementById(target.dataset.story);
    if (story && !target.querySelector('.legend')) {
      target.append(document.querySelector('#stories > .legend').cloneNode(true));
    }
    if (story) target.append(story);
    const link = links.find((one) => one.hash === `#${id}`);
    if (link) {
      link.setAttribute('aria-current', 'true');
      settle(link);
    }
    target.focus({preventScroll: true});
    target.scrollIntoView({block: 'start'});
  };

  /** The next link that is shown in a direction: along the row, or in the same place of another. */
  const neighbour = (from, key) => {
    const row = from.closest('tr');
    if (key === 'ArrowLeft' || key === 'ArrowRight' || key === 'Home' || key === 'End') {
      const along = [...row.querySelectorAll('td a')].filter(shown);
      if (key === 'Home') return along[0];
      if (key === 'End') return along[along.length - 1];
      return along[along.indexOf(from) + (key === 'ArrowRight' ? 1 : -1)];
    }
    const anomaly = from.closest('td').dataset.anomaly;
    let next = row;
    do {
      next = key === 'ArrowDown' ? next.nextElementSibling : next.previousElementSibling;
      const there = next && next.querySelector(`td[data-anomaly="${anomaly}"] a[data-faults="${from.dataset.faults}"]`);
      if (there && shown(there)) return there;
    } while (next);
    return null;
  };

  matrix.addEventListener('keydown', (event) => {
    if (!event.target.matches('td a') || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(event.key)) return;
    event.preventDefault();
    const next = neighbour(event.target, event.key);
    if (next) {
      settle(next);
      next.focus();
    }
  });
  matrix.addEventListener('focusin', (event) => { if (event.target.matches('td a')) settle(event.target); });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.target.closest('select')) {
      if (focused) focused.focus();
      document.getElementById('matrix').scrollIntoView({block: 'nearest'});
    }
  });

  const form = document.querySelector('.filters');
  const said = form.querySelector('.said');
  const filter = () => {
    const {preset, faults, anomaly, kind} = form.elements;
    let left = 0;
    links.forEach((link) => {
      const off = (faults.value && link.dataset.faults !== faults.value)
        || (kind.value && !link.classList.contains(kind.value));
      link.classList.toggle('dim', Boolean(off));
    });
    matrix.querySelectorAll('tbody tr').forEach((row) => { row.hidden = Boolean(preset.value) && row.dataset.preset !== preset.value; });
    matrix.querySelectorAll('[data-anomaly]').forEach((field) => { field.hidden = Boolean(anomaly.value) && field.dataset.anomaly !== anomaly.value; });
    links.forEach((link) => { left += shown(link) ? 1 : 0; });
    said.textContent = left === links.length ? '' : `${left} of ${links.length} cells`;
    settle(focused && shown(focused) ? focused : links.find(shown));
  };
  form.hidden = false;
  document.querySelector('.keys').hidden = false;
  form.addEventListener('change', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(filter));
  form.querySelector('.theme').addEventListener('click', () => {
    const dark = getComputedStyle(document.documentElement).colorScheme === 'dark'
      || (!document.documentElement.dataset.theme && matchMedia('(prefers-color-scheme: dark)').matches);
    document.documentElement.dataset.theme = dark ? 'light' : 'dark';
  });

  settle(links[0]);
  window.addEventListener('hashchange', open);
  open();
});
