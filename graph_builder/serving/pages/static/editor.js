// The SPARQL editor: YASGUI's, with the terms of the ontology to choose from. Without it, the text field serves.
"use strict";

const field = document.getElementById("query");
const form = document.getElementById("ask");
let known = { prefixes: {}, terms: [] };
fetch(form.dataset.terms).then((answer) => answer.json()).then((found) => { known = found; });

// gb:Mea → gb:Measure; the prefix is declared when the query does not do so yet.
Yasqe.registerAutocompleter({
  name: "terms",
  bulk: false,
  autoShow: true,
  isValidCompletionPosition: (editor) => /^[A-Za-z][\w-]*:?[\w-]*$/.test(editor.getCompleteToken().string),
  get: (editor, token) => {
    const typed = token.string.toLowerCase();
    return known.terms.filter((term) => term.name.toLowerCase().startsWith(typed)).map((term) => term.name);
  },
  postprocessHints: (editor, hints) => hints.map((hint) => {
    const { meaning } = known.terms.find((term) => term.name === hint.text);
    return {
      ...hint,
      displayText: meaning ? `${hint.text}  ${meaning.slice(0, 90)}` : hint.text,
      hint: (document_, data, chosen) => {
        const prefix = chosen.text.split(":")[0];
        document_.replaceRange(chosen.text, chosen.from || data.from, chosen.to || data.to, "complete");
        if (!(prefix in editor.getPrefixesFromQuery())) editor.addPrefixes({ [prefix]: known.prefixes[prefix] });
      },
    };
  }),
});

const place = document.createElement("div");
field.after(place);
const editor = new Yasqe(place, {
  value: field.value,
  autocompleters: ["variables", "terms"],
  persistenceId: null,
  showQueryButton: false,
  createShareableLink: null,
  resizeable: false,
  editorHeight: "20rem",
  requestConfig: { endpoint: form.action },
});
field.hidden = true;
editor.getInputField().setAttribute("aria-label", "A query over the merged graph");
form.querySelector("label").addEventListener("click", () => editor.focus());
const ask = () => form.requestSubmit();
// The tabulator moves on, as everywhere: nobody is caught in the editor.
editor.setOption("extraKeys", { ...editor.getOption("extraKeys"), Tab: false, "Shift-Tab": false, "Ctrl-Enter": ask, "Cmd-Enter": ask });
form.addEventListener("submit", () => { field.value = editor.getValue(); });
