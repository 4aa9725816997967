// Builds what browsers are sent: one style sheet and the scripts it goes with, into tracker/static/built.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const project = dirname(here);
const packages = join(project, "node_modules");
const built = join(project, "tracker", "static", "built");

mkdirSync(built, { recursive: true });

for (const own of ["tracker.js", "icon.svg"]) {
  copyFileSync(join(here, own), join(built, own));
}
copyFileSync(join(packages, "govuk-frontend", "dist", "govuk", "govuk-frontend.min.js"), join(built, "govuk-frontend.min.js"));

// The style sheet is written last: make takes it as the sign that everything else is there.
const { css } = compile(join(here, "tracker.scss"), { style: "compressed", loadPaths: [packages], quietDeps: true });
if (/GDS Transport|crown|crest|url\(\s*["']?(https?:)?\/\//i.test(css)) {
  throw new Error("The style sheet names a font, a crest or an outside address that is not ours to use.");
}
writeFileSync(join(built, "tracker.css"), css);
console.log(`tracker/static/built/tracker.css: ${Math.round(css.length / 1024)} kB`);
