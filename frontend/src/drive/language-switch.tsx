import { LANGUAGE_NAMES, type Language } from "./messages/languages";
import { useTexts } from "./use-texts";

interface LanguageSwitchProps {
  readonly language: Language;
  readonly onChange: (language: Language) => void;
}

export function LanguageSwitch({ language, onChange }: LanguageSwitchProps) {
  const { texts } = useTexts();
  return (
    <select
      className="bar__language"
      aria-label={texts.language}
      value={language}
      onChange={(event) => onChange(event.target.value as Language)}
    >
      {Object.entries(LANGUAGE_NAMES).map(([tag, name]) => (
        <option key={tag} value={tag}>
          {name}
        </option>
      ))}
    </select>
  );
}
