// Light or dark as the system has it, until the reader chooses. Canvases ask here for the colours that the style sheet defines.
const kTheme = {
  colors: new Map(),
  listeners: []
};

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function color(name) {
  if (!kTheme.colors.has(name)) {
    const probe = element("span", {style: "color: var(--" + name + ")"});
    document.body.append(probe);
    kTheme.colors.set(name, getComputedStyle(probe).color);
    probe.remove();
  }
  return kTheme.colors.get(name);
}

function fade(name, alpha) { return color(name).replace("rgb(", "rgba(").replace(")", ", " + alpha + ")"); }

function themeChanged() {
  kTheme.colors.clear();
  for (const listener of kTheme.listeners) listener();
}

function setTheme(name) {
  if (name)
    document.documentElement.dataset.theme = name;
  else
    delete document.documentElement.dataset.theme;
  themeChanged();
}

function themeButton() {
  const button = element("button", {type: "button", click: () => setTheme(isDark() ? "light" : "dark")});
  const name = () => (button.textContent = isDark() ? "Light theme" : "Dark theme");
  name();
  kTheme.listeners.push(name);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", themeChanged);
  return button;
}
