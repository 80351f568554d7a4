"""The sample desk: `kursk.jsonl`, one story as exchange lines, for whoever opens the console first."""
