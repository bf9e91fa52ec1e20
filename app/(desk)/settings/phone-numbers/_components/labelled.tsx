import { type ReactNode, useId } from "react";

/** A label tied to what it is of: `children` gets the id. */
export function Labelled({
  label,
  hint,
  error,
  className,
  children,
}: Readonly<{
  label: string;
  hint?: ReactNode;
  error?: string | null;
  className?: string;
  children: (ids: { id: string; describedBy: string | undefined }) => ReactNode;
}>) {
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block text-13 font-medium">
        {label}
      </label>
      {children({ id, describedBy: error || hint ? noteId : undefined })}
      {error || hint ? (
        <p id={noteId} className={error ? "mt-1.5 text-13 text-bad" : "mt-1.5 text-12 text-text-3"}>
          {error ?? hint}
        </p>
      ) : null}
    </div>
  );
}
