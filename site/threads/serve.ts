/** The worker's end of a lane. What throws is told as failed, and nothing of why: the page ends the worker then. */

export function serve<Q>(answer: (question: Q) => unknown): void {
  self.onmessage = async ({ data }: MessageEvent<{ readonly id: number; readonly question: Q }>) => {
    const { id, question } = data;
    try {
      self.postMessage({ id, answer: await answer(question) });
    } catch {
      self.postMessage({ id, failed: true });
    }
  };
  self.postMessage({ ready: true });
}
