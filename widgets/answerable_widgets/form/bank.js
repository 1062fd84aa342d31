// The questions and all words: one static file in the app, a message in JupyterLab.

const TRIES_MS = [0, 1000, 4000];

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export async function loadBank(model) {
  const url = model.get("bank_url");
  for (const wait of url ? TRIES_MS : []) {
    await pause(wait);
    const bank = await fetchBank(url);
    if (bank) return filled(bank);
  }
  return filled(await askForBank(model));
}

// What a question leaves out because it is as usual is put back, so that all other code finds every part.
export function filled(bank) {
  const { defaults } = bank;
  if (!defaults) return bank;
  const option = (one) => ({ ...defaults.option, ...one });
  const column = (one) => ({ ...defaults.column, ...one, answer: answer(one.answer) });
  const answer = (one) => ({ ...defaults.answer, ...one, options: (one.options ?? []).map(option), columns: (one.columns ?? []).map(column) });
  const concept = ([id, one]) => [id, { ...defaults.concept, ...one, id, answer: answer(one.answer) }];
  return { ...bank, concepts: Object.fromEntries(Object.entries(bank.concepts).map(concept)) };
}

async function fetchBank(url) {
  try {
    const response = await fetch(url);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

function askForBank(model) {
  return new Promise((done) => {
    const listen = (message) => {
      if (message.op !== "bank") return;
      model.off("msg:custom", listen);
      done(message.bank);
    };
    model.on("msg:custom", listen);
    model.send({ op: "bank" });
  });
}
