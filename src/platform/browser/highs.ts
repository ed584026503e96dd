/** Rejects: pages execute plans and do not compute exact ones. */
export function loadHighs(): Promise<never> {
  return Promise.reject(new Error('the solver of mixed-integer programs is not available here: use method "greedy"'));
}
