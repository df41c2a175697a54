// Charts that are drawn as inline SVG on the same time axis as the others. A chart: {title, subtitle, legend, label, paint:
// frame => nodes, tip: (frame, x, y) => nodes or null}; a frame knows the plot's place and turns times into pixels.
const kPlotTop = 10;
const kAxisHeight = 44;

function svgChart(chart) {
  const plot = element("div", {class: "plot"});
  fitToWidth(plot, () => paintChart(chart, plot));
  onZoom(() => plot.clientWidth > 0 && paintChart(chart, plot));
  return element("figure", {class: "card"}, element("h3", {}, chart.title), note(chart.subtitle), chart.legend, plot);
}

function frameOf(width) {
  const left = kLeftMargin, right = Math.max(left + 40, width - rightMargin(width));
  const from = zoomFrom(), to = zoomTo();
  return {
    left,
    right,
    top: kPlotTop,
    bottom: kPlotHeight - kAxisHeight,
    width,
    from,
    to,
    x: (time) => left + ((Math.min(Math.max(time, from), to) - from) / (to - from)) * (right - left),
    time: (x) => from + ((x - left) / (right - left)) * (to - from),
  };
}

function paintChart(chart, plot) {
  const frame = frameOf(plot.clientWidth);
  const picture = svgElement(
      "svg", {
        viewBox: "0 0 " + frame.width + " " + kPlotHeight,
        height: kPlotHeight,
        role: "img",
        "aria-label": chart.title + ": " + chart.label
      },
      chart.paint(frame), spanBars(frame), timeAxisNodes(frame));
  const tip = element("div", {class: "tip", hidden: true});
  picture.addEventListener("pointermove", (event) => moveTip(chart, frame, tip, event));
  picture.addEventListener("pointerleave", () => (tip.hidden = true));
  plot.replaceChildren(picture, tip);
}

function moveTip(chart, frame, tip, event) {
  const place = event.currentTarget.getBoundingClientRect();
  const x = event.clientX - place.left, y = event.clientY - place.top;
  const inside = x >= frame.left && x < frame.right && y >= frame.top && y < frame.bottom;
  const lines = inside ? chart.tip(frame, x, y) : null;
  tip.hidden = lines === null;
  if (lines === null) return;
  tip.replaceChildren(...lines.flat());
  tip.style.left = (x + tip.offsetWidth + 30 < frame.width ? x + 14 : Math.max(0, x - tip.offsetWidth - 14)) + "px";
}

function spanBars(frame) {
  return kShownSpans.filter(({from, to}) => to > frame.from && from < frame.to).map(({from, to, kind}) => svgElement("rect", {
                                                                                      class: "span " + kind,
                                                                                      x: frame.x(from),
                                                                                      y: frame.top,
                                                                                      height: 3,
                                                                                      width:
                                                                                          Math.max(1, frame.x(to) - frame.x(from))
                                                                                    }));
}

function timeAxisNodes(frame) {
  const {times, step} = timeTicks(frame.from, frame.to, frame.right - frame.left);
  const labels = timeLabels(times, step, (frame.right - frame.left) / (frame.to - frame.from));
  return times.map(
      (time, i) =>
          [svgElement("line", {class: "axis", x1: frame.x(time), x2: frame.x(time), y1: frame.bottom, y2: frame.bottom + 5}),
           labels[i].split("\n").map(
               (line, row) =>
                   svgElement("text", {x: frame.x(time), y: frame.bottom + 18 + 17 * row, "text-anchor": "middle"}, line)),
  ]);
}

function valueAxisNodes(frame, unit, ticks, y) {
  return ticks.map(
      (tick) =>
          [svgElement("line", {class: "grid", x1: frame.left, x2: frame.right, y1: y(tick), y2: y(tick)}),
           svgElement("text", {x: frame.left - 6, y: y(tick) + 4, "text-anchor": "end"}, tickLabel(unit, tick)),
  ]);
}

function rectanglePath(x, y, width, height) {
  return "M" + x.toFixed(1) + " " + y.toFixed(1) + "h" + width.toFixed(1) + "v" + height.toFixed(1) + "h" + (-width).toFixed(1) +
      "z";
}
