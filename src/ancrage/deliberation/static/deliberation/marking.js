// Copying a card: a digit ticks that choice of the question in focus and goes on to the next one.

const form = document.querySelector("[data-marks]");
const questions = form ? [...form.querySelectorAll("fieldset.field")] : [];

form?.addEventListener("keydown", (event) => {
  const question = event.target.closest("fieldset.field");
  if (!question || event.target.type !== "radio" || !/^[1-9]$/.test(event.key)) return;
  const mark = question.querySelectorAll('input[type="radio"]')[Number(event.key) - 1];
  if (!mark) return;
  event.preventDefault();
  mark.checked = true;
  const next = questions[questions.indexOf(question) + 1];
  (next?.querySelector('input[type="radio"]') ?? form.querySelector("[type='submit']")).focus();
});
