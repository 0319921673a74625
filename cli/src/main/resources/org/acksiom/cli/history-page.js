'use strict';
// Draws each history from the table of its operations. What it shows is in the table, too.
(() => {
  const LANE = 36, BAR = 22, AXIS = 26, FOOT = 8, GUTTER = 74, CHAR = 7.3;
  const SCALE_MIN = 0.02, SCALE_START = 11, SCALE_CORE = 80, SCALE_MAX = 160, LABELS_MAX = 1500, DENSE = 1000;
  // Bars stand a little below their lane's upper edge, and points on a bar's lower edge: names stay free.
  const TOP = 5, POINT = TOP + BAR;
  const SVG = 'http://www.w3.org/2000/svg';

  const text = (s) => s.replace(/[&<>"]/g, (c) => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'})[c]);
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...children);
    return element;
  };
  const cut = (s, chars) => (s.length <= chars ? s : chars < 2 ? '' : s.slice(0, chars - 1) + '…');

  /** The operations of a table, with the events of those that are shown numbered without gaps. */
  function read(table) {
    return [...table.tBodies[0].rows].map((row, index) => {
      const cell = (i) => row.cells[i].textContent;
      const number = (name) => (name in row.dataset ? Number(row.dataset[name]) : null);
      return {
        index, lines: cell(0), process: cell(1), f: cell(2), value: cell(3), outcome: cell(4),
        result: cell(5), state: cell(7), key: row.dataset.k ?? null,
        invoked: number('i'), completed: number('c'), place: number('o'), corePlace: number('s'),
        stuck: row.classList.contains('stuck'), core: row.classList.contains('core'),
        coreStuck: row.classList.contains('core-stuck'),
      };
    });
  }

  function label(o) {
    const asked = o.value === 'nil' ? o.f : `${o.f} ${o.value}`;
    return o.outcome === 'ok' && o.result !== o.value ? `${asked} → ${o.result}` : asked;
  }

  /** Where the points of an order may stand: as late as early allows, halfway, ties side by side. */
  function place(order, end) {
    let early = 0;
    for (const o of order) { early = o.early = Math.max(early, o.from); }
    let late = end;
    for (const o of [...order].reverse()) {
      late = o.late = Math.max(o.early + 1, Math.min(late, o.open ? end : o.to));
    }
    for (let i = 0; i < order.length;) {
      let j = i;
      while (j < order.length && order[j].early === order[i].early && order[j].late === order[i].late) { j++; }
      for (let k = i; k < j; k++) {
        order[k].at = order[k].early + (order[k].late - order[k].early) * (k - i + 1) / (j - i + 1);
      }
      i = j;
    }
    for (let i = 1; i < order.length; i++) { order[i].at = Math.max(order[i].at, order[i - 1].at); }
  }

  function draw(section) {
    const all = read(section.querySelector('.all table'));
    if (!all.length) { return; }
    const stage = section.querySelector('.drawing');
    stage.hidden = false;
    const states = section.querySelector('table.states'), coreStates = section.querySelector('table.core-states');
    const culprit = all.find((o) => o.stuck);
    const keys = [...new Set(all.map((o) => o.key).filter((k) => k !== null))];
    const core = all.filter((o) => o.core);

    const view = make('select', {'aria-label': 'Which operations'}, make('option', {value: 'all'}, `All ${all.length.toLocaleString('en')} operations`));
    if (core.length) { view.append(make('option', {value: 'core'}, `The ${core.length} that cannot be explained together`)); }
    keys.forEach((k, i) => view.append(make('option', {value: `k${i}`}, `Those on ${cut(k, 40)}`)));
    const join = make('button', {type: 'button', 'aria-pressed': 'false'}, 'Join the points');
    const button = (name, act) => {
      const b = make('button', {type: 'button'}, name);
      b.addEventListener('click', act);
      return b;
    };
    const scroll = make('div', {class: 'scroll', tabindex: '0', role: 'application', 'aria-roledescription': 'drawing of a history',
      'aria-label': 'Operations of each process in time. Arrow keys choose an operation.'});
    const extent = make('div', {class: 'extent'});
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('aria-hidden', 'true');
    scroll.append(svg, extent);
    const panel = make('div', {class: 'panel', role: 'status'});
    const bar = make('div', {class: 'bar'}, view);
    if (culprit) { bar.append(button('Go to the culprit', () => choose(stuckOf(), true))); }
    bar.append(button('Zoom in', () => zoom(1.5)), button('Zoom out', () => zoom(1 / 1.5)), button('See all', () => fit()), join);
    stage.append(bar, scroll, panel, legend(all, core));

    let shown = [], lanes = [], events = 0, scale = 1, chosen = null, end = null, order = [], inCore = false;
    const laneOf = new Map();
    const tip = make('div', {class: 'tip', hidden: ''});
    document.body.append(tip);

    const stuckOf = () => (inCore ? all.find((o) => o.coreStuck) : culprit);

    function show() {
      inCore = view.value === 'core';
      const key = view.value[0] === 'k' ? keys[Number(view.value.slice(1))] : null;
      shown = all.filter((o) => (inCore ? o.core || o.corePlace !== null : key === null || o.key === key));
      const times = shown.flatMap((o) => (o.completed === null ? [o.invoked] : [o.invoked, o.completed])).sort((a, b) => a - b);
      const rank = new Map(times.map((time, i) => [time, i]));
      events = times.length;
      shown.forEach((o) => {
        // Of those that only help the few nobody is taken to have heard.
        o.open = o.completed === null || o.outcome === 'info' || (inCore && !o.core);
        o.from = rank.get(o.invoked);
        o.to = o.completed === null ? events : rank.get(o.completed);
        o.at = null;
      });
      lanes = [...new Set(shown.map((o) => o.process))].sort((a, b) => Number(a) - Number(b));
      laneOf.clear();
      lanes.forEach((process, i) => laneOf.set(process, i));
      const stuck = stuckOf();
      end = stuck && shown.includes(stuck) ? stuck.to : null;
      order = shown.filter((o) => (inCore ? o.corePlace : o.place) !== null)
        .sort((a, b) => (inCore ? a.corePlace - b.corePlace : a.place - b.place));
      place(order, end ?? events);
      scroll.style.height = `${Math.min(AXIS + lanes.length * LANE + FOOT + 18, Math.max(220, window.innerHeight * 0.7))}px`;
      scale = Math.min(Math.max(room() / (events + 1), inCore ? SCALE_CORE : SCALE_START), SCALE_MAX);
      resize();
      choose(stuck && shown.includes(stuck) ? stuck : shown[0], true);
    }

    const room = () => Math.max(100, scroll.clientWidth - GUTTER - 8);
    const x = (time) => GUTTER + (time + 0.5) * scale - scroll.scrollLeft;
    const y = (o) => AXIS + laneOf.get(o.process) * LANE - scroll.scrollTop;

    function resize() {
      extent.style.width = `${GUTTER + (events + 1) * scale}px`;
      extent.style.height = `${AXIS + lanes.length * LANE + FOOT}px`;
      paint();
    }

    function zoom(by, at) {
      const middle = at ?? GUTTER + room() / 2;
      const time = (middle - GUTTER + scroll.scrollLeft) / scale;
      const least = Math.max(SCALE_MIN, Math.min(SCALE_START, room() / (events + 1)));
      scale = Math.min(SCALE_MAX, Math.max(least, scale * by));
      resize();
      scroll.scrollLeft = time * scale - (middle - GUTTER);
      paint();
    }

    function fit() {
      scale = room() / (events + 1);
      resize();
    }

    function kind(o) {
      if (o === stuckOf()) { return 'bad'; }
      if (o.outcome === 'fail' && o.at === null) { return 'fail'; }
      if (o.open) { return o.at === null ? 'info' : 'info-placed'; }
      return o.at === null ? 'unplaced' : 'placed';
    }

    function shape(o, around = 0) {
      const left = x(o.from) - around, top = y(o) + TOP - around, bottom = top + BAR + 2 * around;
      const right = o.open ? x(events) : Math.max(x(o.to), x(o.from) + 1.5) + around;
      // Nobody heard of its end: the bar has none.
      return o.open ? `M${right} ${top}H${left}V${bottom}H${right}` : `M${left} ${top}H${right}V${bottom}H${left}Z`;
    }

    function paint() {
      const width = scroll.clientWidth, height = scroll.clientHeight;
      svg.setAttribute('width', width);
      svg.setAttribute('height', height);
      const bars = {}, labels = [], parts = [];
      let points = '', strikes = '', kept = '', count = 0;
      const first = Math.max(0, Math.floor(scroll.scrollTop / LANE)), last = Math.min(lanes.length, first + Math.ceil(height / LANE) + 1);
      for (let lane = first; lane < last; lane++) {
        if (lane % 2 === 0) { parts.push(`<rect class="lane" x="0" y="${AXIS + lane * LANE - scroll.scrollTop}" width="${width}" height="${LANE}"/>`); }
      }
      for (const o of shown) {
        const lane = laneOf.get(o.process);
        if (lane < first || lane >= last) { continue; }
        const left = x(o.from), right = o.open ? x(events) : x(o.to);
        if (right < GUTTER || left > width) { continue; }
        count++;
        const is = kind(o), top = y(o);
        bars[is] = (bars[is] ?? '') + shape(o);
        if (is === 'fail') { strikes += `M${left} ${top + TOP + BAR / 2}H${right}`; }
        if (o.core && !inCore) { kept += shape(o); }
        if (o.at !== null) { points += `M${x(o.at)} ${top + POINT}h0`; }
        const start = Math.max(left, GUTTER) + 5;
        const fits = Math.floor((Math.min(right, width) - start - 2) / CHAR);
        const wanted = label(o);
        if (fits >= Math.min(4, wanted.length) && labels.length < LABELS_MAX) {
          labels.push(`<text x="${start}" y="${top + TOP + BAR / 2 + 4}">${text(cut(wanted, fits))}</text>`);
        }
      }
      for (const is of ['unplaced', 'fail', 'info', 'info-placed', 'placed', 'bad']) {
        if (bars[is]) { parts.push(`<path class="bars ${is}" d="${bars[is]}"/>`); }
      }
      parts.push(`<path class="strike" d="${strikes}"/><path class="kept" d="${kept}"/>`);
      if (end !== null) { parts.push(`<path class="end" d="M${x(end)} ${AXIS - 4}V${height}"/>`); }
      if (join.getAttribute('aria-pressed') === 'true' && order.length) {
        const path = order.map((o) => `${x(o.at)} ${y(o) + POINT}`).join('L');
        parts.push(`<path class="joined" d="M${path}"/>`);
      }
      parts.push(`<path class="points" d="${points}"/>`, ...labels);
      if (chosen && shown.includes(chosen)) { parts.push(`<path class="chosen" d="${shape(chosen, 3)}"/>`); }
      const stuck = stuckOf();
      parts.push(`<rect class="paper" x="0" y="0" width="${width}" height="${AXIS - 1}"/>`, );
      const flag = '✗ no explanation goes on', flagWidth = flag.length * CHAR;
      const ends = end !== null && x(end) >= GUTTER && x(end) <= width;
      const flagAt = !ends ? Infinity : x(end) + 6 + flagWidth > width ? x(end) - 6 - flagWidth : x(end) + 6;
      parts.push(axis(width, flagAt, flagAt + flagWidth));
      if (ends) { parts.push(`<text class="flag" x="${flagAt}" y="17">${flag}</text>`); }
      parts.push(`<rect class="paper" x="0" y="0" width="${GUTTER - 4}" height="${height}"/><text class="soft" x="6" y="17">process</text>`);
      for (let lane = first; lane < last; lane++) {
        const at = AXIS + lane * LANE - scroll.scrollTop + LANE / 2 + 4;
        if (at > AXIS) {
          const marked = stuck && stuck.process === lanes[lane];
          parts.push(`<text x="6" y="${at}"${marked ? ' class="flag"' : ''}>${marked ? '✗ ' : ''}${text(cut(lanes[lane], 9))}</text>`);
        }
      }
      // So many are drawn plainly: dashes and soft edges would take most of the time.
      svg.classList.toggle('dense', count > DENSE);
      svg.innerHTML = parts.join('');
    }

    /** Lines of the file, so far apart that they can be read, and not between two places. */
    function axis(width, from, to) {
      let free = GUTTER, ticks = '';
      for (const o of shown) {
        const at = x(o.from);
        const name = `line ${o.lines.split('–')[0]}`;
        const clear = at + name.length * CHAR + 8 < from || at > to + 8;
        if (at >= free && at < width && clear) {
          ticks += `<path class="tick" d="M${at} ${AXIS - 5}v5"/><text class="soft" x="${at}" y="17">${name}</text>`;
          free = at + (name.length + 3) * CHAR;
        }
      }
      return ticks;
    }

    function at(clientX, clientY) {
      const box = svg.getBoundingClientRect();
      const px = clientX - box.left, py = clientY - box.top;
      if (px < GUTTER || py < AXIS) { return null; }
      const process = lanes[Math.floor((py - AXIS + scroll.scrollTop) / LANE)];
      let best = null, near = 5;
      for (const o of shown) {
        if (o.process === process) {
          const off = Math.max(x(o.from) - px, px - (o.open ? x(events) : x(o.to)), 0);
          // Of those that never ended the latest is on top.
          if (off < near || (off === near && off === 0)) { near = off; best = o; }
        }
      }
      return best;
    }

    function choose(o, go) {
      if (!o) { return; }
      chosen = o;
      const row = (name, value) => (value === '' || value === null ? [] : [make('dt', {}, name), make('dd', {}, make('code', {}, value))]);
      const found = order.indexOf(o);
      const became = {ok: 'ok', fail: 'failed: it did not take effect', info: 'nobody heard: it may take effect at any time or never'}[o.outcome];
      panel.replaceChildren(
        make('strong', {}, o === stuckOf() ? '✗ The operation that cannot be placed' : `Operation ${(o.index + 1).toLocaleString('en')} of ${all.length.toLocaleString('en')}`),
        make('dl', {}, ...row('lines', o.lines), ...row('process', o.process), ...row('operation', o.f), ...row('value', o.value),
          make('dt', {}, 'outcome'), make('dd', {}, became), ...row('result', o.outcome === 'info' ? '' : o.result), ...row('part', o.key),
          make('dt', {}, 'takes effect'),
          make('dd', {}, found >= 0 ? `${(found + 1).toLocaleString('en')}. of ${order.length.toLocaleString('en')}` : order.length ? 'nowhere in this explanation' : 'not worked out'),
          ...row('state then', inCore ? '' : o.state)));
      if (o === stuckOf()) { panel.append((inCore ? coreStates : states).cloneNode(true)); }
      if (go) { reveal(o); }
      paint();
    }

    function reveal(o) {
      const from = o.from * scale, to = (o.open ? o.from + 1 : o.to) * scale;
      if (from < scroll.scrollLeft || to > scroll.scrollLeft + room() - 20) {
        scroll.scrollLeft = Math.max(0, to - room() * 0.7);
      }
      const top = laneOf.get(o.process) * LANE;
      if (top < scroll.scrollTop || top + LANE > scroll.scrollTop + scroll.clientHeight - AXIS) {
        scroll.scrollTop = top - scroll.clientHeight / 2;
      }
    }

    /** The operation of the next lane in that direction that is nearest in time. */
    function beside(direction) {
      for (let lane = laneOf.get(chosen.process) + direction; lane >= 0 && lane < lanes.length; lane += direction) {
        const there = shown.filter((o) => laneOf.get(o.process) === lane);
        if (there.length) {
          return there.reduce((a, b) => (Math.abs(b.from - chosen.from) < Math.abs(a.from - chosen.from) ? b : a));
        }
      }
      return chosen;
    }

    function inOrder(by) {
      const found = order.indexOf(chosen);
      return found < 0 ? order[order.length - 1] : order[found + by];
    }

    const KEYS = {
      ArrowRight: () => choose(shown[shown.indexOf(chosen) + 1], true),
      ArrowLeft: () => choose(shown[shown.indexOf(chosen) - 1], true),
      ArrowUp: () => choose(beside(-1), true),
      ArrowDown: () => choose(beside(1), true),
      Home: () => choose(shown[0], true),
      End: () => choose(shown[shown.length - 1], true),
      n: () => choose(inOrder(1), true),
      p: () => choose(inOrder(-1), true),
      c: () => choose(stuckOf(), true),
      j: () => join.click(),
      '+': () => zoom(1.5),
      '=': () => zoom(1.5),
      '-': () => zoom(1 / 1.5),
      0: () => fit(),
    };
    scroll.addEventListener('keydown', (event) => {
      if (KEYS[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        KEYS[event.key]();
      }
    });
    let due = false;
    scroll.addEventListener('scroll', () => {
      if (!due) {
        due = true;
        requestAnimationFrame(() => { due = false; paint(); });
      }
    });
    scroll.addEventListener('wheel', (event) => {
      if (event.ctrlKey) {
        event.preventDefault();
        zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, event.clientX - svg.getBoundingClientRect().left);
      }
    }, {passive: false});
    scroll.addEventListener('click', (event) => choose(at(event.clientX, event.clientY), false));
    scroll.addEventListener('pointermove', (event) => {
      const o = event.pointerType === 'touch' ? null : at(event.clientX, event.clientY);
      tip.hidden = !o;
      if (o) {
        tip.textContent = `line ${o.lines}, process ${o.process}: ${cut(label(o), 200)}`;
        tip.style.left = `${Math.min(event.clientX + 14, window.innerWidth - tip.offsetWidth - 8)}px`;
        tip.style.top = `${event.clientY + 16}px`;
      }
    });
    scroll.addEventListener('pointerleave', () => { tip.hidden = true; });
    join.addEventListener('click', () => {
      join.setAttribute('aria-pressed', join.getAttribute('aria-pressed') !== 'true');
      join.textContent = join.getAttribute('aria-pressed') === 'true' ? 'Hide the joins' : 'Join the points';
      paint();
    });
    view.addEventListener('change', show);
    new ResizeObserver(() => paint()).observe(scroll);
    if (core.length) {
      view.value = 'core';
    } else if (culprit && culprit.key !== null && keys.length > 1) {
      view.value = `k${keys.indexOf(culprit.key)}`;
    }
    show();
  }

  function legend(all, core) {
    const sample = (inner) => `<svg width="34" height="16" aria-hidden="true">${inner}</svg>`;
    const box = (is) => sample(`<rect class="${is}" x="1.5" y="2" width="31" height="12"/>`);
    const items = [];
    if (all.some((o) => o.place !== null)) { items.push(sample('<rect class="placed" x="1.5" y="2" width="31" height="12"/><path class="points" d="M17 8h0"/>') + 'takes effect at the dot'); }
    if (all.some((o) => o.stuck)) { items.push(box('bad') + '✗ cannot be placed'); }
    if (all.some((o) => o.place === null && o.outcome === 'ok' && !o.stuck)) { items.push(box('unplaced') + 'not in the explanation'); }
    if (all.some((o) => o.outcome === 'info')) { items.push(sample('<path class="info" d="M33 2H1.5V14H33"/>') + 'nobody heard: no end'); }
    if (all.some((o) => o.outcome === 'fail')) { items.push(sample('<rect class="fail" x="1.5" y="2" width="31" height="12"/><path class="strike" d="M1 8H33"/>') + 'failed'); }
    if (core.length) { items.push(sample('<rect class="kept" x="1.5" y="2" width="31" height="12"/>') + 'one of the few that cannot be explained together'); }
    const keys = '<span class="keys"><kbd>←</kbd> <kbd>→</kbd> by time, <kbd>↑</kbd> <kbd>↓</kbd> by process, <kbd>p</kbd> <kbd>n</kbd> in order, <kbd>c</kbd> culprit, <kbd>j</kbd> join, <kbd>+</kbd> <kbd>-</kbd> <kbd>0</kbd> or Ctrl and wheel zoom</span>';
    const element = make('div', {class: 'legend'});
    element.innerHTML = items.map((item) => `<span>${item}</span>`).join('') + keys;
    return element;
  }

  const sections = [...document.querySelectorAll('section.history')].filter((section) => section.querySelector('.all table'));
  // Of many histories each is drawn when it comes into sight.
  const sight = new IntersectionObserver((entries) => entries.forEach((entry) => {
    if (entry.isIntersecting) {
      sight.unobserve(entry.target);
      draw(entry.target);
    }
  }), {rootMargin: '200px'});
  sections.forEach((section, i) => (i === 0 ? draw(section) : sight.observe(section)));
  document.documentElement.dataset.drawn = 'yes';
})();
