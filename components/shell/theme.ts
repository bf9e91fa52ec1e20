export type Theme = "system" | "light" | "dark";

/** Read by the server as well, so that the first paint is already right. */
export const THEME_COOKIE = "theme";

export const parseTheme = (value: string | undefined): Theme =>
  value === "light" || value === "dark" ? value : "system";

/** Shows the theme at once and keeps it for a year. */
export function setTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=31536000; samesite=lax`;
}

export const currentTheme = (): Theme => parseTheme(document.documentElement.dataset.theme);
