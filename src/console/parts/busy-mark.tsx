/** Turns on a button while its command is under way; the button's name then says so too. */
export function BusyMark() {
  return <span role="img" aria-label="正在办理" className="busy-mark" />;
}
