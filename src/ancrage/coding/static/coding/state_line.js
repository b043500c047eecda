// What has just happened, said and shown; and how to take it back.

export class StateLine {
  constructor() {
    this.line = document.getElementById("etat");
    this.words = document.getElementById("etat-mots");
    this.voice = document.getElementById("annonce");
    this.button = document.getElementById("annuler");
    this.gestures = [];
  }

  /** A sentence of the page, its %(names)s filled in. */
  phrase(name, values = {}) {
    return this.voice.dataset[name].replace(/%\((\w+)\)s/g, (_, key) => values[key]);
  }

  /** Tell a screen reader, show nothing. */
  say(name, values) {
    this.voice.textContent = this.phrase(name, values);
  }

  show(words, isError = false) {
    this.line.hidden = false;
    this.line.classList.toggle("state--error", isError);
    this.words.textContent = words;
    this.button.hidden = !this.gestures.length;
  }

  /** Remember how to undo a gesture. */
  remember(undo) {
    this.gestures.push(undo);
  }

  takeLast() {
    return this.gestures.pop();
  }
}
