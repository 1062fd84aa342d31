// What few people open. In the app this is a script of its own, and in JupyterLab it stands at the end of the form.
import { LATE } from "./latehelp.js";
import { checkAnswersPage } from "./checkanswers.js";
import { comeBackPage } from "./comeback.js";
import { canvasPage } from "./canvas.js";
import { workshopPage } from "./workshop.js";
import { givenBy, versionItem } from "./version.js";
import { Picker } from "./picks.js";
import { readingOf } from "./reading.js";

Object.assign(LATE, { answers: checkAnswersPage, later: comeBackPage, canvas: canvasPage, workshop: workshopPage, version: versionItem, givenBy, Picker, readingOf });
