// What few people open. In the app this is a script of its own, and in JupyterLab it stands at the end of the form.
import { LATE } from "./latehelp.js";
import { checkAnswersPage } from "./checkanswers.js";
import { canvasPage } from "./canvas.js";
import { workshopPage } from "./workshop.js";
import { roomPage } from "./room.js";
import { givenBy, versionItem } from "./version.js";
import { Picker } from "./picks.js";
import { takeLook } from "./latelook.js";

Object.assign(LATE, { answers: checkAnswersPage, canvas: canvasPage, workshop: workshopPage, room: roomPage, version: versionItem, givenBy, Picker });
LATE.looked = takeLook(LATE.look);
