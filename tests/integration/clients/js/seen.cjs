// What the flows share: how a refused call is told, and waiting for an index, which sees a write soon but not at once.

// "accepted", or the name of the error that the call was refused with.
exports.outcome = (call) => call.then(() => "accepted", (error) => error.name);

// The first truthy value that `condition` promises; an error after 20 s.
exports.until = async (condition, what) => {
  for (const deadline = Date.now() + 20000; Date.now() < deadline; await new Promise((r) => setTimeout(r, 20))) {
    const value = await condition();
    if (value) return value;
  }
  throw new Error(`not within 20 s: ${what}`);
};
