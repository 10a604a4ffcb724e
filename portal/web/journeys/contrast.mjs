// How well text stands out from what is behind it (WCAG 2.2, success criterion 1.4.3).

/** Texts in sight with less contrast than they need: 4.5, or 3 where they are large. */
export async function faintTexts(page) {
  return page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    const brush = canvas.getContext('2d', { willReadFrequently: true });
    const rgba = (colour) => {
      brush.clearRect(0, 0, 1, 1);
      brush.fillStyle = colour;
      brush.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = brush.getImageData(0, 0, 1, 1).data;
      return [r, g, b, a / 255];
    };
    const over = ([r, g, b, a], under) => [r, g, b].map((c, i) => c * a + under[i] * (1 - a));
    const luminance = (colour) => {
      const [r, g, b] = colour.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element) => {
      const layers = [];
      for (let e = element; e; e = e.parentElement) layers.push(rgba(getComputedStyle(e).backgroundColor));
      return layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255]);
    };
    const opacity = (element) => {
      let all = 1;
      for (let e = element; e; e = e.parentElement) all *= Number(getComputedStyle(e).opacity);
      return all;
    };
    const faint = [];
    for (const element of document.querySelectorAll('body *')) {
      const text = [...element.childNodes].filter((n) => n.nodeType === 3).map((n) => n.textContent.trim()).join('');
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const hidden = !element.checkVisibility({ visibilityProperty: true }) || box.width < 2 || element.closest('.hidden, svg, option, :disabled, .skip');
      if (!text || hidden) continue;
      const behind = ground(element);
      const [r, g, b, a] = rgba(style.color);
      const front = over([r, g, b, a * opacity(element)], behind);
      const [light, dark] = [luminance(front), luminance(behind)].sort((x, y) => y - x);
      const ratio = (light + 0.05) / (dark + 0.05);
      const size = parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      if (ratio < (large ? 3 : 4.5)) faint.push(`${text.slice(0, 30)} (${element.className}): ${ratio.toFixed(2)}`);
    }
    return [...new Set(faint)];
  });
}
