// What is drawn on top of a chart's series, and how it is moved about with the keyboard.
function limitText({label, value}, unit) { return label + " " + tickLabel(unit, value); }

// The same in all charts, so that they stand exactly above each other.
const kLeftMargin = 68;

function rightMargin(width) { return width > 600 && kPage.limits.length > 0 ? 170 : 36; }

// Where labels stand that are to be next to these heights, at least a line apart and not below the bottom.
function labelPlaces(heights, bottom) {
  const pitch = 15;
  const places = [];
  for (const height of heights) places.push(Math.max(height, places.length > 0 ? places[places.length - 1] + pitch : -Infinity));
  for (let i = places.length - 1, least = bottom; i >= 0; --i, least -= pitch) places[i] = Math.min(places[i], least);
  return places;
}

function inPlot(u, paint) {
  const {ctx, bbox} = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  paint(ctx, bbox, uPlot.pxRatio);
  ctx.restore();
}

function drawSpans(u) {
  inPlot(u, (ctx, bbox, ratio) => {
    for (const {from, to, kind} of kShownSpans) {
      const hue = kind === "maintenance" ? "muted" : "vermillion";
      const left = u.valToPos(from, "x", true), right = u.valToPos(to, "x", true);
      const width = Math.max(ratio, right - left);
      ctx.fillStyle = fade(hue, 0.13);
      ctx.fillRect(left, bbox.top, width, bbox.height);
      ctx.fillStyle = color(hue);
      ctx.fillRect(left, bbox.top, width, 3 * ratio);
    }
  });
}

function drawMedians(u, series, medians) {
  inPlot(u, (ctx, bbox, ratio) => {
    ctx.lineWidth = 2 * ratio;
    ctx.lineJoin = "round";
    series.forEach(({hue}, i) => {
      ctx.strokeStyle = color(hue);
      ctx.beginPath();
      for (let at = Math.max(0, kZoom.first - 1), pen = false; at < Math.min(kWindows.length, kZoom.last + 1); ++at) {
        const value = medians[i][at];
        if (value !== null) {
          const x = u.valToPos(kWindows.middle[at], "x", true), y = u.valToPos(value, "y", true);
          if (pen)
            ctx.lineTo(x, y);
          else
            ctx.moveTo(x, y);
        }
        pen = value !== null;
      }
      ctx.stroke();
    });
  });
}

// Dashed lines; their labels stand in the right margin, or above the line where there is none, and never on each other.
function drawLimits(u, {limits, unit}) {
  const {ctx, bbox} = u, ratio = uPlot.pxRatio;
  const visible = limits.map((limit) => ({hue: limit.hue, text: limitText(limit, unit), y: u.valToPos(limit.value, "y", true)}))
                      .filter(({y}) => y >= bbox.top && y <= bbox.top + bbox.height)
                      .sort((a, b) => a.y - b.y);
  ctx.save();
  ctx.font = "600 " + 12 * ratio + kFont.slice(4);
  const inMargin = u.width - (bbox.left + bbox.width) / ratio > 40;
  const places = labelPlaces(visible.map(({y}) => y / ratio), (bbox.top + bbox.height) / ratio);
  visible.forEach(({y, hue, text}, i) => {
    ctx.strokeStyle = ctx.fillStyle = color(hue);
    ctx.lineWidth = 1.5 * ratio;
    ctx.setLineDash([6 * ratio, 4 * ratio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.textAlign = inMargin ? "left" : "right";
    ctx.setLineDash([]);
    ctx.strokeStyle = color("card");
    ctx.lineWidth = 4 * ratio;
    ctx.strokeText(text, bbox.left + bbox.width + (inMargin ? 8 : -4) * ratio, (places[i] + (inMargin ? 4 : -4)) * ratio);
    ctx.fillText(text, bbox.left + bbox.width + (inMargin ? 8 : -4) * ratio, (places[i] + (inMargin ? 4 : -4)) * ratio);
  });
  ctx.restore();
}

function spansAt(index) { return kPage.spans.filter(({from, to}) => to > kWindows.from[index] && from < kWindows.to[index]); }

function tipLines(chart, index) {
  return [
    element("strong", {}, showMoment(kWindows.from[index]) + " UTC"),
    chart.series.map(
        ({label, hue, values}) => element(
            "span", {class: "row"}, element("i", {class: "swatch filled", style: "--hue: var(--" + hue + ")"}),
            element("span", {}, label), element("b", {}, show(chart.unit, values[index])))),
    spansAt(index).slice(0, 4).map(({name}) => element("span", {}, "in " + name)),
  ];
}

function showTip(u, chart, tip) {
  const index = u.cursor.idx;
  tip.hidden = index === null || index === undefined || u.cursor.left < 0;
  if (tip.hidden) return;
  tip.replaceChildren(...tipLines(chart, index).flat());
  const left = u.valToPos(kWindows.middle[index], "x");
  const room = u.over.clientWidth - left;
  tip.style.left = room > tip.offsetWidth + 14 ? left + 14 + "px" : Math.max(-60, left - tip.offsetWidth - 14) + "px";
}

function zoomToSelection(u) {
  const {left, width} = u.select;
  if (width < 4) return;
  const from = u.posToVal(left, "x"), to = u.posToVal(left + width, "x");
  u.setSelect({left: 0, width: 0, top: 0, height: 0}, false);
  zoomToTimes(from, to);
}

// Arrow keys move the cursor and say what is there, + and - zoom, Escape resets.
function addKeys(plot, u, chart) {
  let at = kZoom.first;
  const say = () => {
    at = Math.max(kZoom.first, Math.min(at, kZoom.last - 1));
    const values = chart.series.map(({label, values: all}) => label + " " + show(chart.unit, all[at])).join(", ");
    plot.setAttribute("aria-valuenow", at);
    plot.setAttribute("aria-valuetext", showMoment(kWindows.from[at]) + ": " + values);
  };
  const go = (index) => {
    at = index;
    say();
    u.setCursor({left: u.valToPos(kWindows.middle[at], "x"), top: 10}, true, true);
  };
  const tenth = () => Math.max(1, Math.round((kZoom.last - kZoom.first) / 10));
  const actions = {
    ArrowLeft: () => go(at - 1),
    ArrowRight: () => go(at + 1),
    PageDown: () => go(at - tenth()),
    PageUp: () => go(at + tenth()),
    Home: () => go(kZoom.first),
    End: () => go(kZoom.last - 1),
    "+": () => scaleZoom(0.5, at),
    "-": () => scaleZoom(2, at),
    Escape: resetZoom,
  };
  fill(
      plot, {
        role: "slider",
        tabindex: "0",
        "aria-label": chart.title + ", " + chart.subtitle,
        "aria-valuemin": 0,
        "aria-valuemax": kWindows.length - 1,
        keydown: (event) => {
          if (!actions[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          actions[event.key]();
        },
        blur: () => u.setCursor({left: -10, top: -10}, true, true),
      },
      []);
  onZoom(say);
}
