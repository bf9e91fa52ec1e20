import {
  Body,
  Button,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Link,
  Preview,
  Section,
  Text,
} from "@react-email/components";
import type { MailWords } from "./mail-words";

const font = '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Helvetica, Arial, sans-serif';
const style = {
  body: { backgroundColor: "#f4f5f7", fontFamily: font, margin: 0, padding: "24px 12px" },
  box: {
    backgroundColor: "#ffffff",
    border: "1px solid #e2e4e9",
    borderRadius: "12px",
    maxWidth: "480px",
    padding: "28px",
  },
  brand: { color: "#5c6370", fontSize: "13px", fontWeight: 600, margin: "0 0 20px" },
  heading: { color: "#1b1f27", fontSize: "20px", fontWeight: 600, lineHeight: "28px", margin: "0 0 12px" },
  text: { color: "#1b1f27", fontSize: "15px", lineHeight: "23px", margin: "0 0 14px" },
  item: { borderLeft: "3px solid #e2e4e9", margin: "0 0 16px", paddingLeft: "12px" },
  itemTitle: { color: "#1b1f27", fontSize: "15px", fontWeight: 600, lineHeight: "22px" },
  itemText: { color: "#1b1f27", fontSize: "15px", lineHeight: "22px", margin: "2px 0" },
  itemTime: { color: "#5c6370", fontSize: "13px", lineHeight: "20px", margin: "2px 0 0" },
  button: {
    backgroundColor: "#3b5bdb",
    borderRadius: "8px",
    color: "#ffffff",
    fontSize: "15px",
    fontWeight: 600,
    padding: "12px 20px",
    textDecoration: "none",
  },
  small: { color: "#5c6370", fontSize: "13px", lineHeight: "20px", margin: "0 0 8px", overflowWrap: "anywhere" },
  link: { color: "#3b5bdb" },
  line: { borderColor: "#e2e4e9", margin: "22px 0 16px" },
} as const;

/** One look for every mail: no picture, one button, and its address in words. */
export function MailTemplate({ words }: Readonly<{ words: MailWords }>) {
  const { heading, paragraphs, items = [], button, notes, brand = "Aybiza", language = "en" } = words;
  return (
    <Html lang={language}>
      <Head>
        <meta name="color-scheme" content="light" />
      </Head>
      <Preview>{paragraphs[0] ?? items[0]?.title ?? heading}</Preview>
      <Body style={style.body}>
        <Container style={style.box}>
          <Text style={style.brand}>{brand}</Text>
          <Heading style={style.heading}>{heading}</Heading>
          {paragraphs.map((paragraph) => (
            <Text key={paragraph} style={style.text}>
              {paragraph}
            </Text>
          ))}
          {items.map(({ title, body, at, href }) => (
            <Section key={`${at} ${href} ${title}`} style={style.item}>
              {title === "" ? null : (
                <Link href={href} style={style.itemTitle}>
                  {title}
                </Link>
              )}
              {body === "" ? null : <Text style={style.itemText}>{body}</Text>}
              <Text style={style.itemTime}>{at}</Text>
            </Section>
          ))}
          {button ? (
            <Section style={{ margin: "22px 0" }}>
              <Button href={button.href} style={style.button}>
                {button.label}
              </Button>
            </Section>
          ) : null}
          {notes.map((note) => (
            <Text key={note} style={style.small}>
              {note}
            </Text>
          ))}
          {button ? <InWords href={button.href} /> : null}
        </Container>
      </Body>
    </Html>
  );
}

/** For where buttons do not work. */
function InWords({ href }: Readonly<{ href: string }>) {
  return (
    <>
      <Hr style={style.line} />
      <Text style={style.small}>
        If the button does not work, open this address:
        <br />
        <Link href={href} style={style.link}>
          {href}
        </Link>
      </Text>
    </>
  );
}
