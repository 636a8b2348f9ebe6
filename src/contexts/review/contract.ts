/** A step of a review chain, as every duty that reviews something knows it; duties add what they need. */
export interface ReviewStep {
  readonly id: string;
  readonly name: string;
  /** The permission that lets one sign. */
  readonly command: string;
  /** Steps of one group may be signed in any order; groups follow each other. */
  readonly group: number;
  readonly limitWorkingDays: number;
}
