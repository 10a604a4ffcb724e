export type Theme = 'system' | 'light' | 'dark';

const KEY = 'platebook.theme';
const ORDER: Theme[] = ['system', 'light', 'dark'];

function stored(): Theme {
  const value = localStorage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : 'system';
}

class Look {
  theme = $state<Theme>(stored());

  apply(): void {
    if (this.theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.theme;
  }

  next(): void {
    this.theme = ORDER[(ORDER.indexOf(this.theme) + 1) % ORDER.length] ?? 'system';
    localStorage.setItem(KEY, this.theme);
    this.apply();
  }
}

export const look = new Look();
