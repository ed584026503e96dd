/** Resolves once timers, messages and the screen have had their turn. A timer would wait 4 ms each time. */
export function giveTurn(): Promise<void> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    const arrived = (): void => {
      port1.close();
      done();
    };
    // Setting the handler this way also starts the port.
    Object.assign(port1, { onmessage: arrived });
    port2.postMessage(undefined);
  });
}
