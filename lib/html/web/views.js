// Three views of the same numbers for three readers, as tabs. What a view shows is made when it is first looked at.
function cards(...children) { return element("div", {class: "cards"}, children); }

function tables(...children) { return element("div", {class: "cards tables"}, children); }

const kViews = [
  {
    name: "Overview",
    make: () =>
        [tiles(["error_rate", "p95", "p99", "transactions_per_minute", "items_per_minute", "retry_rate"]),
         cards(
             errorRateChart(), latencyChart(), throughputChart("transactions_per_minute", "Throughput", "Transactions", "green"),
             errorChart()),
         tables(
             sloTable(), watchedTables(), alertTable(), errorTable(), streakTable(), groupTables("overview", "Error rate"),
             windowTable("Worst windows", "Failures", "Windows with a transaction, those with most failures first.")),
]
  },
  {
    name: "Performance",
    make: () =>
        [tiles(["p50", "p95", "p99", "p999", "mean", "max"]),
         cards(
             latencyChart(), heatmap(), throughputChart("transactions_per_minute", "Throughput", "Transactions", "green"),
             gaugeCharts()),
         tables(
             groupTables("performance", "p95"),
             windowTable("Slowest windows", "p95", "Windows with a transaction, the highest p95 first.")),
]
  },
  {
    name: "Business",
    make: () =>
        [tiles(["transactions", "success_ratio", "failures", "items", "items_per_minute", "retry_rate"]),
         cards(successChart(), throughputChart("items_per_minute", "Items", "Items", "green"), retryChart()),
         tables(sloTable(), groupTables("business", "Items")),
]
  },
];

function showView(chosen, tabs, panels) {
  kViews.forEach((view, i) => {
    tabs[i].setAttribute("aria-selected", i === chosen);
    tabs[i].tabIndex = i === chosen ? 0 : -1;
    panels[i].classList.toggle("hidden", i !== chosen);
    if (i === chosen) fillView(panels[i], view);
  });
}

function fillView(panel, view) {
  if (panel.childElementCount === 1) panel.append(...view.make().flat());
}

function views() {
  const panels = kViews.map(
      ({name}) =>
          element("section", {role: "tabpanel", id: "view-" + name, "aria-labelledby": "tab-" + name}, element("h2", {}, name)));
  const tabs = kViews.map(
      ({name}, i) => element(
          "button", {
            type: "button",
            role: "tab",
            id: "tab-" + name,
            "aria-controls": "view-" + name,
            click: () => showView(i, tabs, panels),
            keydown: (event) => moveTab(event, i, tabs),
          },
          name));
  showView(0, tabs, panels);
  printAll(panels);
  return [element("div", {class: "bar"}, element("div", {role: "tablist", "aria-label": "Views"}, tabs), zoomBar()), panels];
}

// Paper has no tabs: it gets all views, laid out for its width before they are drawn.
function printAll(panels) {
  const printing = (on) => document.documentElement.classList.toggle("printing", on);
  addEventListener("beforeprint", () => {
    panels.forEach((panel, i) => fillView(panel, kViews[i]));
    printing(true);
    kFits.forEach((fit) => fit());
  });
  addEventListener("afterprint", () => printing(false));
}

function moveTab(event, at, tabs) {
  const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
  if (!step) return;
  const next = tabs[(at + step + tabs.length) % tabs.length];
  next.click();
  next.focus();
}
