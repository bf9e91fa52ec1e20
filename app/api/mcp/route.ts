import { webEnv } from "@/lib/env/web";
import { answerMcp } from "@/lib/web/mcp/mcp-server";

const answer = (request: Request): Promise<Response> => answerMcp(request, `http://127.0.0.1:${webEnv().WEB_PORT}`);

export { answer as GET, answer as POST, answer as DELETE };
