// Print what two calendar readers of npm find in the file on standard input, by reader: each entry's identity and start.
// ical.js is the reader of Thunderbird. It is told no zones, so it goes by the rules in the file.
const ICAL = require("ical.js");
const nodeIcal = require("node-ical");
const text = require("fs").readFileSync(0, "utf8");

const parsed = new ICAL.Component(ICAL.parse(text));
const byRules = parsed.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const start = event.startDate;
    return [event.uid, start.isDate ? start.toString() : start.toJSDate().toISOString(), event.summary, event.description];
});
const events = Object.values(nodeIcal.sync.parseICS(text)).filter((each) => each.type === "VEVENT");
const byName = events.map((event) => {
    const day = event.start.toLocaleDateString("sv");
    return [event.uid, event.datetype === "date" ? day : event.start.toISOString(), event.summary, event.description ?? null];
});
console.log(JSON.stringify({ "ical.js": byRules, "node-ical": byName }));
