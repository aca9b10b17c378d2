// Everything here improves pages that already work without it. It is served as one file, in this order, and then what
// modules bring; each file in a block of its own (look/assets.py), so none of them imports or exports.
import "./boost.js";
import "./confirm.js";
import "./menus.js";
import "./tabs.js";
import "./forms.js";
import "./drafts.js";
import "./signed-out.js";
import "./money-line.js";
import "./row-list.js";
import "./markdown.js";
import "./copy.js";
import "./passwords.js";
import "./live-notices.js";
