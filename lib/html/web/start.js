function rangeText() {
  const {from, to} = kReport.range;
  return from === null || to === null ? "no range" :
                                        showMoment(wholeMinutes(from)) + " to " + showMoment(wholeMinutes(to)) + " UTC";
}

// Seconds matter where windows are shorter than a minute.
function wholeMinutes(text) {
  const time = Date.parse(text);
  return kReport.window.seconds % 60 === 0 ? time - (((time % kMinute) + kMinute) % kMinute) : time;
}

function start() {
  document.title = "invmon report: " + showText(kReport.profile.name);
  document.getElementById("header").append(
      element("h1", {}, "invmon report"), element("p", {class: "muted"}, showText(kReport.profile.name) + ", " + rangeText()),
      themeButton());
  document.getElementById("main").append(...[verdict(), views()].flat(Infinity));
  document.getElementById("footer").append(...footer());
  let before = null;
  addEventListener("beforeprint", () => {
    before = document.documentElement.dataset.theme;
    setTheme("light");
  });
  addEventListener("afterprint", () => setTheme(before));
}
