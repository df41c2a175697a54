// One interactive chart over time: uPlot draws the series; spans, limits, the running median and the tooltip are drawn here.
const kFont = "12px system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif";
const kMedianLength = 11;
const kPlotHeight = 230;
const kTickCount = 5;

// A chart: {title, subtitle, unit, logarithmic, fromLowest (an axis that need not begin at 0), nothing, series: [{label, hue,
// values, filled}], limits: [{value, label, hue}]}.
function timeChart(chart) {
  const plot = element("div", {class: "plot"});
  const figure =
      element("figure", {class: "card"}, element("h3", {}, chart.title), note(chart.subtitle), legend(chart.series), plot);
  if (!chart.series.some(({values}) => values.some((value) => value !== null))) {
    plot.replaceWith(note(chart.nothing));
    return figure;
  }
  let fit = null;
  fitToWidth(plot, () => {
    if (fit === null)
      fit = draw(chart, plot);
    else
      fit();
  });
  return figure;
}

// Calls `fit` whenever a plot has got another width and is seen, and before it is printed.
const kFits = [];

function fitToWidth(plot, fit) {
  const fitIfSeen = () => plot.clientWidth > 0 && fit();
  new ResizeObserver(fitIfSeen).observe(plot);
  kFits.push(fitIfSeen);
}

function legend(series) {
  const swatch = ({hue, filled}) =>
      element("span", {class: filled ? "swatch filled" : "swatch", style: "--hue: var(--" + hue + ")"});
  return element("ul", {class: "legend"}, series.map((one) => element("li", {}, swatch(one), one.label)));
}

// Gives what fits the drawn chart to another width.
function draw(chart, plot) {
  const tip = element("div", {class: "tip", hidden: true});
  const sizes = () => ({width: plot.clientWidth, height: kPlotHeight});
  const options = {
    ...sizes(),
    padding: [10, rightMargin(plot.clientWidth), 0, 0],
    legend: {show: false},
    scales: {
      x: {time: false},
      y: {distr: chart.logarithmic ? 3 : 1, range: (u, low, high) => valueRange(chart, low, high)},
    },
    axes: [timeAxis(), valueAxis(chart)],
    series: [{}, ...chart.series.map(lineOf)],
    cursor: cursorOf(chart),
    hooks: hooksOf(chart, tip),
  };
  const u = new uPlot(options, [kWindows.middle, ...chart.series.map(({values}) => values)], plot);
  u.over.append(tip);
  onZoom(() => u.setScale("x", {min: zoomFrom(), max: zoomTo()}));
  kTheme.listeners.push(() => u.redraw());
  addKeys(plot, u, chart);
  return () => plot.clientWidth !== u.width && u.setSize(sizes());
}

// The cursor goes from window to window, in all charts at once.
function cursorOf(chart) {
  return {
    y: false,
    move: (u, left, top) => [left < 0 ? left : u.valToPos(kWindows.middle[u.posToIdx(left)], "x"), top],
    drag: {x: true, y: false, setScale: false},
    points: {size: 8, width: 0, fill: (u, i) => color(chart.series[i - 1].hue)},
    sync: {key: "time", setSeries: false, filters: {pub: (type) => type === "mousemove" || type === "mouseleave"}},
    bind: {dblclick: () => resetZoom},
  };
}

function hooksOf(chart, tip) {
  let medians = null;
  const drawOver = (u) => {
    if (isDense(u)) {
      medians = medians || chart.series.map(({values}) => runningMedian(values));
      drawMedians(u, chart.series, medians);
    }
    drawLimits(u, chart);
  };
  return {drawAxes: [drawSpans], draw: [drawOver], setCursor: [(u) => showTip(u, chart, tip)], setSelect: [zoomToSelection]};
}

// More than a value for every two pixels: those are drawn faintly under their running median.
function isDense(u) {
  return kZoom.last - kZoom.first > u.bbox.width / uPlot.pxRatio / 2;
}

function runningMedian(values) {
  const half = (kMedianLength - 1) / 2;
  return values.map((value, i) => (value === null ? null : medianOf(values.slice(Math.max(0, i - half), i + half + 1))));
}

// A value without neighbours has no line to be on, and so it gets a point.
function lonelyOf(values) {
  const isGap = (i) => values[i] === null || values[i] === undefined;
  return values.flatMap((value, i) => (!isGap(i) && isGap(i - 1) && isGap(i + 1) ? [i] : []));
}

function lineOf({label, hue, values, filled}) {
  const lonely = lonelyOf(values);
  return {
    label,
    width: 1.5,
    stroke: (u) => (isDense(u) ? fade(hue, 0.35) : color(hue)),
    fill: filled ? () => fade(hue, 0.22) : undefined,
    points: {size: 4, show: false, filter: () => lonely, fill: () => color(hue), stroke: () => color(hue)},
  };
}

function timeAxis() {
  const pixels = (u) => u.bbox.width / uPlot.pxRatio || u.width;
  return {
    stroke: () => color("muted"),
    font: kFont,
    size: 44,
    gap: 6,
    grid: {stroke: () => color("grid"), width: 1},
    ticks: {stroke: () => color("axis"), width: 1, size: 5},
    splits: (u, axis, low, high) => timeTicks(low, high, pixels(u)).times,
    values: (u, times) => {
      const low = u.scales.x.min, high = u.scales.x.max;
      return timeLabels(times, timeTicks(low, high, pixels(u)).step, pixels(u) / (high - low));
    },
  };
}

function valueAxis({unit, logarithmic}) {
  const ticks = (low, high) => {
    const count = kTickCount;
    return logarithmic ? logarithmicTicks(low, high, count) : linearTicks(low, high, count).ticks;
  };
  return {
    stroke: () => color("muted"),
    font: kFont,
    size: kLeftMargin,
    gap: 6,
    grid: {stroke: () => color("grid"), width: 1},
    ticks: {show: false},
    splits: (u, axis, low, high) => ticks(low, high),
    filter: (u, splits) => splits,
    values: (u, values) => values.map((value) => tickLabel(unit, value)),
  };
}

// Limits belong to what is seen unless they are so far off that the values would be flat.
function valueRange({logarithmic, limits, fromLowest}, low, high) {
  const reach = limits.map(({value}) => value).filter((value) => value > 0 && (high === null || value <= high * 4));
  const top = Math.max(high === null ? 0 : high, ...reach);
  if (logarithmic) {
    const bottom = Math.min(...[low, ...reach].filter((value) => value > 0));
    return top > 0 && Number.isFinite(bottom) ? [bottom * 0.8, top * 1.25] : [0.1, 1];
  }
  const least = fromLowest && low !== null ? Math.min(low, ...reach) : Math.min(0, low === null ? 0 : low);
  if (top === least) return fromLowest ? [least - 0.01, top] : [least, least + 1];
  const {step} = linearTicks(least, top, kTickCount);
  const room = fromLowest ? 0 : (top - least) * 0.03;
  return [Math.floor(least / step) * step, Math.ceil((top + room) / step) * step];
}
