// What few people open. In the app this is a script of its own, and in JupyterLab it stands at the end of the form.
import { LATE } from "./latehelp.js";
import { checkAnswersPage } from "./checkanswers.js";
import { comeBackPage } from "./comeback.js";
import { canvasPage } from "./canvas.js";
import { finishingPage } from "./finishing.js";
import { workshopPage } from "./workshop.js";
import { roomPage } from "./room.js";
import { givenBy, versionItem } from "./version.js";
import { CommentDesk } from "./commentdesk.js";
import { commentPanel } from "./commentpanel.js";
import { isHardToRead, readingOf } from "./reading.js";
import { dateTrouble } from "./datetrouble.js";
import { rowFolds } from "./rowfolds.js";
import { Teller } from "./teller.js";
import { others, inTaskNote } from "./others.js";
import { askedNodes, colleagueLines } from "./asked.js";
import { askForm } from "./askform.js";
import { oneQuestionPage } from "./onequestion.js";
import { conflictPanel } from "./conflict.js";
import { takeLook } from "./latelook.js";

Object.assign(LATE, { answers: checkAnswersPage, later: comeBackPage, canvas: canvasPage, finish: finishingPage, workshop: workshopPage, room: roomPage });
Object.assign(LATE, { version: versionItem, givenBy, rowFolds, dateTrouble, readingOf, isHardToRead });
Object.assign(LATE, { question: oneQuestionPage, conflictPanel, Teller, others, inTask: inTaskNote, askedNodes, colleagueLines, askForm });
Object.assign(LATE, { CommentDesk, commentPanel });
LATE.looked = takeLook(LATE.look);
