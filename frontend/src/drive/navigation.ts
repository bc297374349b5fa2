/** Return the address that opens a phone's own navigation: Android asks which app, Apple opens its maps, others the web. */
export function navigationLink(latitude: number, longitude: number, name: string, userAgent: string): string {
  const place = `${latitude.toFixed(6)},${longitude.toFixed(6)}`;
  if (/Android/i.test(userAgent)) return `geo:${place}?q=${place}(${encodeURIComponent(name)})`;
  if (/iPhone|iPad|iPod/i.test(userAgent)) return `https://maps.apple.com/?daddr=${place}`;
  return `https://www.google.com/maps/dir/?api=1&destination=${place}`;
}

/** Return the address that calls a number, or null where the text holds none. */
export function callLink(phone: string): string | null {
  const digits = phone.replace(/[^\d+*#]/g, "");
  return /\d{3}/.test(digits) ? `tel:${encodeURIComponent(digits).replaceAll("%2B", "+")}` : null;
}
