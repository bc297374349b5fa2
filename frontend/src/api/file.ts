/** Return the content of a JSON file beside the page. Throws when the server does not send it. */
export async function fetchJsonFile(url: string, signal: AbortSignal): Promise<unknown> {
  const answer = await fetch(url, { signal });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.json();
}
