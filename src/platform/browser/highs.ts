/** Pages execute plans; they do not make exact ones. */
export function loadHighs(): Promise<never> {
  return Promise.reject(new Error('the solver of mixed-integer programs is not available here: use method "greedy"'));
}
