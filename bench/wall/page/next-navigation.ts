/** In Next's place: no call is picked. */
export const useParams = () => ({ callId: new URLSearchParams(location.search).get("call") ?? undefined });
export const useRouter = () => ({ push: () => undefined, refresh: () => undefined });
