export default {
  render({ el }) {
    el.append(Object.assign(document.createElement("h1"), { textContent: "All toys" }));
  },
};
