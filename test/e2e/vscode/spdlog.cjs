// Stands in for the native logger of VS Code: it appends lines to the file.
const { appendFileSync } = require("node:fs");

const LEVELS = ["trace", "debug", "info", "warn", "error", "critical"];
let usual = 2;

class Logger {
  constructor(_name, file) {
    this.file = file;
    this.level = usual;
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  setPattern() {}
  clearFormatters() {}
  flush() {}
  drop() {}
}

for (const [number, level] of LEVELS.entries()) {
  Logger.prototype[level] = function log(message) {
    if (number < this.level) return;
    try {
      appendFileSync(this.file, `${message}\n`);
    } catch {
      // The folder is gone at the end of a run.
    }
  };
}

exports.Logger = Logger;
exports.version = 0;
exports.setLevel = (level) => {
  usual = level;
};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.createRotatingLogger = async (name, file) => new Logger(name, file);
exports.createAsyncRotatingLogger = exports.createRotatingLogger;
