// Questions of a practice exam, typed by one key each. The list lives here, so that no key is lost
// while the page is being drawn; the whole of it is handed to Python with each key.

const sheets = new WeakMap()

export default function (component) {
  const { data, parentElement, setStateValue } = component
  let sheet = sheets.get(parentElement)
  if (!sheet) {
    sheet = { answers: data.answers, domain: data.domain, chosen: data.answers.length - 1 }
    sheets.set(parentElement, sheet)
  }
  sheet.data = data
  sheet.root = parentElement.querySelector(".sheet")
  sheet.send = () => setStateValue("answers", sheet.answers)

  document.removeEventListener("keydown", sheet.onKey)
  sheet.onKey = (event) => press(sheet, event)
  document.addEventListener("keydown", sheet.onKey)
  draw(sheet)

  return () => {
    document.removeEventListener("keydown", sheet.onKey)
    sheets.delete(parentElement)
  }
}

function press(sheet, event) {
  const target = event.composedPath()[0]
  const isChoice = target.type === "radio" || target.type === "checkbox"  // has the focus, and takes no letters
  const isTyping = target.isContentEditable || (["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName) && !isChoice)
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
  const found = [...sheet.root.querySelectorAll("button[data-key]")].find(
    (button) => button.dataset.key === event.key.toLowerCase(),
  )
  if (found) {
    event.preventDefault()
    event.stopPropagation()
    found.click()
  }
}

function change(sheet, answers, chosen) {
  sheet.answers = answers
  sheet.chosen = Math.min(chosen, answers.length - 1)
  draw(sheet)
  sheet.send()
}

function add(sheet, isCorrect) {
  const answer = { domain_id: sheet.domain, is_correct: isCorrect, is_flagged: false, confidence: null, error_cause: null }
  change(sheet, [...sheet.answers, answer], sheet.answers.length)
}

function amend(sheet, changes) {
  const answers = sheet.answers.map((answer, at) => (at === sheet.chosen ? { ...answer, ...changes } : answer))
  change(sheet, answers, sheet.chosen)
}

function draw(sheet) {
  const { answers, data, root } = sheet
  const focused = root.getRootNode().activeElement?.dataset?.name
  const parts = [domainChoice(sheet), nextQuestion(sheet)]
  if (answers.length) parts.push(chosenQuestion(sheet), strip(sheet))
  root.replaceChildren(...parts)
  if (focused) root.querySelector(`[data-name="${CSS.escape(focused)}"]`)?.focus()
}

function domainChoice(sheet) {
  const label = element("label", "domain", sheet.data.words.domain)
  const select = element("select")
  select.dataset.name = "domain"
  for (const [id, name] of Object.entries(sheet.data.domains)) {
    const option = element("option", "", name)
    option.value = id
    option.selected = id === sheet.domain
    select.append(option)
  }
  select.onchange = () => {
    sheet.domain = select.value
    select.blur()
  }
  const ids = Object.keys(sheet.data.domains)
  const next = button(sheet.data.words.next_domain, "d", () => {
    sheet.domain = ids[(ids.indexOf(sheet.domain) + 1) % ids.length]
    draw(sheet)
  })
  label.append(select)
  return row(label, next)
}

function nextQuestion(sheet) {
  const { words } = sheet.data
  const title = element("strong", "number", `${words.question} ${sheet.answers.length + 1}`)
  return row(
    title,
    button(words.right, "y", () => add(sheet, true), "main"),
    button(words.wrong, "n", () => add(sheet, false), "main"),
  )
}

function chosenQuestion(sheet) {
  const { causes, confidences, domains, words } = sheet.data
  const answer = sheet.answers[sheet.chosen]
  const box = element("section", "chosen")
  const title = element("p", "", `${words.question} ${sheet.chosen + 1}: ${answer.is_correct ? words.right : words.wrong}, `)
  title.append(element("span", "", domains[answer.domain_id]))
  title.setAttribute("aria-live", "polite")
  const without = sheet.answers.filter((_, at) => at !== sheet.chosen)
  box.append(
    title,
    row(
      toggle(words.flag, "f", answer.is_flagged, () => amend(sheet, { is_flagged: !answer.is_flagged })),
      button(words.turn, "x", () => amend(sheet, { is_correct: !answer.is_correct, error_cause: null })),
      button(words.remove, "z", () => change(sheet, without, without.length - 1)),
    ),
  )
  if (!answer.is_correct) {
    const buttons = Object.entries(causes).map(([cause, label], at) => {
      const isOn = answer.error_cause === cause
      return toggle(label, String(at + 1), isOn, () => amend(sheet, { error_cause: isOn ? null : cause }))
    })
    box.append(element("p", "title", words.cause), row(...buttons))
  }
  const buttons = Object.entries(confidences).map(([confidence, [label, key]]) => {
    const isOn = answer.confidence === confidence
    return toggle(label, key, isOn, () => amend(sheet, { confidence: isOn ? null : confidence }))
  })
  box.append(element("p", "title", words.confidence), row(...buttons))
  return box
}

function strip(sheet) {
  const list = element("div", "row strip")
  list.setAttribute("role", "group")
  list.setAttribute("aria-label", sheet.data.words.all)
  sheet.answers.forEach((answer, at) => {
    const mark = answer.is_correct ? "✓" : "✗"
    const one = element("button", at === sheet.chosen ? "one on" : "one", `${at + 1}${mark}${answer.is_flagged ? "⚑" : ""}`)
    one.type = "button"
    one.dataset.name = `question ${at + 1}`
    one.setAttribute("aria-pressed", String(at === sheet.chosen))
    one.setAttribute("aria-label", `${sheet.data.words.question} ${at + 1}, ${answer.is_correct ? sheet.data.words.right : sheet.data.words.wrong}`)
    one.onclick = () => {
      sheet.chosen = at
      draw(sheet)
    }
    list.append(one)
  })
  return list
}

function button(label, key, act, kind = "") {
  const made = element("button", kind, label)
  made.type = "button"
  made.dataset.key = key
  made.dataset.name = label
  made.setAttribute("aria-keyshortcuts", key)
  const cap = element("kbd", "", key)
  cap.setAttribute("aria-hidden", "true")
  made.append(cap)
  made.onclick = act
  return made
}

function toggle(label, key, isOn, act) {
  const made = button(label, key, act, isOn ? "on" : "")
  made.setAttribute("aria-pressed", String(isOn))
  return made
}

function row(...parts) {
  const made = element("div", "row")
  made.append(...parts)
  return made
}

function element(tag, kind = "", text = "") {
  const made = document.createElement(tag)
  if (kind) made.className = kind
  made.textContent = text
  return made
}
