// What is said of the SLOs: verdicts, budgets, and how fast they burn.
function verdictOf({met}) { return met === null ? "? not known" : met ? "✓ met" : "✗ missed"; }

function verdictMark(slo) {
  return element("span", {class: slo.met === null ? "badge" : slo.met ? "badge good" : "badge bad"}, verdictOf(slo));
}

function nameOf({name, labels}) {
  const more = Object.keys(labels).length > 0 ? " (" + showLabels(labels) + ")" : "";
  return showText(name) + more;
}

function burnText({window, value}) { return showNumber(value) + "× over " + window; }

// The window over which the budget goes fastest, null if there was no event in any.
function fastestBurn({burn_rate}) {
  return burn_rate.filter(({value}) => value !== null)
      .reduce((worst, burn) => (worst && worst.value >= burn.value ? worst : burn), null);
}

// Burning: the budget goes faster than the objective allows.
function isBurning(slo) {
  const fastest = fastestBurn(slo);
  return fastest !== null && fastest.value > 1;
}

function budgetBar({budget}) {
  const left = budget.remaining_ratio;
  if (left === null) return kMissing;
  const text = left < 0 ? "overspent by " + showPercent(-left) : showPercent(left) + " left";
  const width = left < 0 ? 100 : Math.min(1, left) * 100;
  return element(
      "span", {class: "budget"},
      element(
          "span", {class: "track", "aria-hidden": "true"},
          element("span", {class: left < 0 ? "level over" : "level", style: "width: " + width + "%"})),
      text);
}

function exhaustion({budget}) {
  if (budget.exhausted_at) return "used up " + showTime(Date.parse(budget.exhausted_at));
  return budget.days_to_exhaustion === null ? "not in sight" : "in " + showSpan(budget.days_to_exhaustion * 86400);
}

function sloTable() {
  return tableCard(
      "Service level objectives", {
        columns: [
          {label: "SLO", value: nameOf},
          {label: "Verdict", value: verdictOf, cell: verdictMark},
          {label: "Objective", unit: "ratio", value: ({objective}) => objective},
          {label: "Reached", unit: "ratio", value: ({actual}) => actual},
          {label: "Error budget", unit: "ratio", value: ({budget}) => budget.remaining_ratio, cell: budgetBar},
          {
            label: "Burn rate",
            value: (slo) => (fastestBurn(slo) || {value: null}).value,
            cell: ({burn_rate}) => burn_rate.filter(({value}) => value !== null).map(burnText).join(", ") || kMissing
          },
          {label: "Budget used up", value: exhaustion},
          {label: "What counts", value: ({description, sli}) => showText(description || sli)},
        ],
        rows: () => kReport.slos,
        nothing: () => "The profile defines no SLOs.",
      },
      "At the end of the range, each over its own period. A burn rate of 1 uses the budget up exactly by the period's end.");
}
