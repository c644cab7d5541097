// Reads a calendar from standard input with the engine of Thunderbird and writes what it understood as JSON:
// each event with every time at which it takes place, in London's words and as a moment in UTC.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const MOST = 500;
const whole = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of whole.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);

const moment = (time) => (time.isDate ? null : new Date(time.toUnixTime() * 1000).toISOString());

function times(event) {
  const found = [];
  const each = event.iterator();
  for (let next = each.next(); next && found.length < MOST; next = each.next()) {
    const { startDate, endDate } = event.getOccurrenceDetails(next);
    found.push({ local: startDate.toString(), starts: moment(startDate), until: endDate.toString(), ends: moment(endDate) });
  }
  return found;
}

const events = whole.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    summary: event.summary,
    description: event.description,
    location: event.location,
    sequence: event.sequence,
    status: component.getFirstPropertyValue("status"),
    url: component.getFirstPropertyValue("url"),
    zone: event.startDate.zone.tzid,
    times: times(event),
  };
});
process.stdout.write(JSON.stringify({ name: whole.getFirstPropertyValue("x-wr-calname"), events }));
