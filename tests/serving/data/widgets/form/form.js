import { draw } from "./draw.js";

export default { render: ({ model, el }) => draw(model, el) };
