// A form with data-draft="key" keeps what was typed on this device until it is sent, and says so.
const PREFIX = "ht-draft:";
const DAYS = 7;
const words = (page) => {
  const vi = (page.documentElement.lang || "vi").slice(0, 2) === "vi";
  return vi
    ? {
      kept: "Đang giữ nháp trên máy này.", back: "Đã lấy lại chữ nhập dở.", drop: "Bỏ nháp",
      sent: "Lần trước đã bấm gửi ở đây; nếu chưa thấy lưu, có thể lấy lại chữ đã nhập.", again: "Lấy lại",
    }
    : {
      kept: "Keeping a draft on this device.", back: "Your unfinished text is back.", drop: "Discard draft",
      sent: "You sent this form before; if it was not saved, you can take the text back.", again: "Take it back",
    };
};

function store() {
  try {
    window.localStorage.setItem(`${PREFIX}try`, "1");
    window.localStorage.removeItem(`${PREFIX}try`);
    return window.localStorage;
  } catch (error) {
    return null;
  }
}

export function keepDrafts(page) {
  const kept = store();
  if (!kept) return;
  forget(kept, page);
  page.querySelectorAll("form[data-draft]").forEach((form) => keep(form, kept, page));
}

// Drafts of another person, of last week, or that arrived (another page came after sending) do not stay.
function forget(kept, page) {
  const owner = personOf(page);
  Object.keys(kept).filter((key) => key.startsWith(PREFIX)).forEach((key) => {
    const draft = read(kept, key);
    const arrived = draft && draft.sent && draft.path !== window.location.pathname;
    if (!draft || arrived || draft.owner !== owner || Date.now() - draft.at > DAYS * 864e5) kept.removeItem(key);
  });
}

function personOf(page) {
  return page.body.getAttribute("data-person") || "";
}

function keep(form, kept, page) {
  const path = window.location.pathname;
  const key = `${PREFIX}${form.getAttribute("data-draft")}:${path}`;
  const save = (sent) => kept.setItem(key, JSON.stringify({
    at: Date.now(), owner: personOf(page), path, sent, values: values(form),
  }));
  const draft = read(kept, key);
  // after a refusal the server sends back what was typed: that is newer than the draft
  if (draft && !page.querySelector("[data-error-summary]")) offer(form, draft, kept, key, page);
  let waiting;
  form.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      save(false);
      note(form, kept, key, words(page).kept, page);
    }, 400);
  });
  form.addEventListener("submit", () => {
    window.clearTimeout(waiting);
    save(true);
  });
}

// What was sent may have arrived, so it is only offered; what was not sent comes back at once.
function offer(form, draft, kept, key, page) {
  if (!draft.sent) {
    fill(form, draft.values);
    note(form, kept, key, words(page).back, page);
    return;
  }
  note(form, kept, key, words(page).sent, page);
  const again = textButton(page, words(page).again, () => {
    fill(form, draft.values);
    note(form, kept, key, words(page).back, page);
    again.remove();
  });
  const box = form.querySelector(".ht-draft");
  box.insertBefore(again, box.lastChild);
}

function read(kept, key) {
  try {
    return JSON.parse(kept.getItem(key));
  } catch (error) {
    return null;
  }
}

function kinds(form) {
  return Array.prototype.filter.call(form.elements, (one) => one.name && one.type !== "hidden" && one.type !== "file"
    && one.type !== "password" && one.type !== "submit" && one.type !== "button");
}

function values(form) {
  return kinds(form).map((one) => [one.name, one.value, one.type === "radio" || one.type === "checkbox" ? one.checked : null]);
}

function fill(form, saved) {
  const fields = kinds(form);
  saved.forEach(([name, value, checked]) => {
    const field = fields.filter((one) => one.name === name && (checked === null || one.value === value))[0];
    if (!field) return;
    if (checked === null) field.value = value;
    else field.checked = checked;
  });
}

function note(form, kept, key, text, page) {
  let box = form.querySelector(".ht-draft");
  if (!box) {
    box = page.createElement("div");
    box.className = "ht-draft";
    box.setAttribute("role", "status");
    box.appendChild(page.createElement("span"));
    box.appendChild(textButton(page, words(page).drop, () => {
      kept.removeItem(key);
      form.reset();
      box.remove();
    }));
    form.insertBefore(box, form.firstChild);
  }
  box.firstChild.textContent = text;
}

function textButton(page, text, deed) {
  const button = page.createElement("button");
  button.type = "button";
  button.className = "ht-button-plain";
  button.textContent = text;
  button.addEventListener("click", deed);
  return button;
}
