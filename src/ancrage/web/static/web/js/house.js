// What every page loads: one module per behaviour.

import "./autosubmit.js";
import "./choices.js";
import "./command.js";
import "./dialog.js";
import "./keyboard_help.js";
import "./menu.js";
import "./unsaved.js";
