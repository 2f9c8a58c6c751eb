// From a trace of Chromium: in which interval of the display a frame was drawn. It judges
// nothing. A page cannot know: the time that a frame's callback gets is that of the interval
// the frame was begun for, which may lie before the key it shows, and its paint in the page is
// over before the display has it. Of what is drawn within one interval (16.7 ms), a display
// shows all at once, at the interval's end.

export const CATEGORIES = ['cc', 'benchmark', 'blink.user_timing'];

// By the name of a mark (`performance.mark`): the number of the interval in which the first
// frame was drawn whose work in the page was not over at the mark. None for a frame never drawn.
export function drawnIn(trace) {
  // The ids have more digits than a number of JavaScript keeps.
  const { traceEvents: events } = JSON.parse(trace.toString().replace(/"main_frame_id":(\d+)/g, '"main_frame_id":"$1"'));
  const pipeline = ({ args }) => args?.main_frame_pipeline;
  const frames = events.filter((event) => event.name === 'ProxyMain::BeginMainFrame' && event.ph === 'X' && pipeline(event))
    .map((event) => ({ ends: event.ts + event.dur, id: pipeline(event).main_frame_id }))
    .sort((one, other) => one.ends - other.ends);
  const drawn = new Map();
  for (const event of events) {
    if (event.name !== 'MainFrame.Draw' || !pipeline(event)) continue;
    const { main_frame_id: id, last_begin_frame_id_during_first_draw: interval } = pipeline(event);
    if (interval && !drawn.has(id)) drawn.set(id, interval.sequence_number);
  }
  const marks = events.filter(({ cat, ph }) => cat === 'blink.user_timing' && /[IRi]/.test(ph));
  return new Map(marks.map(({ name, ts }) => [name, drawn.get(frames.find(({ ends }) => ends >= ts)?.id)]));
}
