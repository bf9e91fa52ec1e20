type PageHeadProps = Readonly<{ title: string; lead: string }>;

export function PageHead({ title, lead }: PageHeadProps) {
  return (
    <div className="mx-auto max-w-[1120px] px-4 pt-10 pb-8 sm:px-6 sm:pt-16 sm:pb-10">
      <h1 className="text-28 font-semibold tracking-[-0.025em] sm:text-[40px] sm:leading-[1.1]">{title}</h1>
      <p className="mt-3 max-w-[62ch] text-16 text-pretty text-text-2">{lead}</p>
    </div>
  );
}
