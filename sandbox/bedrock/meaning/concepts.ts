import { stem } from "../mind/words";

/** What people mean, and the words and pairs of words they say for it. A word may mean more than one thing. */
const CONCEPTS: Readonly<Record<string, string>> = {
  price:
    "price cost fee charge rate tariff pricing expensive cheap affordable quote estimate dollar euro pound usd eur gbp how-much price-list",
  payment:
    "pay payment card cash credit debit visa mastercard installment financing invoice bill monthly pay-by payment-plan",
  discount: "discount deal coupon promo promotion voucher sale special senior student cheaper",
  hours:
    "open opening hour close closing closed shut pm business-hours opening-times closing-time still-open open-until",
  day: "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun weekend weekday day-off",
  holiday: "holiday christmas easter thanksgiving vacation bank-holiday new-year",
  parking: "park parking garage lot car-park leave-car leave-van",
  location:
    "where address located location direction street avenue road map get-there find-you based-in nearest-station",
  insurance: "insurance insurer insured cover coverage accept ppo hmo claim deductible copay in-network",
  cancel:
    "cancel cancellation reschedule postpone call-off no-show cannot-come t-come t-make miss-appointment change-appointment short-notice",
  booking: "book booking appointment reserve reservation schedule slot visit make-appointment come-in",
  delivery: "deliver delivery ship shipping shipment courier post postage dispatch send mail bring-it",
  refund: "refund return exchange reimburse reimbursement money-back send-back give-back",
  child:
    "child children kid baby toddler infant teen teenager son daughter paediatric pediatric minor family little-ones",
  pet: "pet dog cat animal puppy kitten",
  people: "who staff team doctor dr dentist owner employee technician specialist person",
  emergency: "emergency urgent urgently asap immediately same-day right-away after-hours",
  pain: "pain hurt ache toothache sore swelling swollen",
  repair: "repair fix broken mend leak leaking burst replace replacement",
  cleaning: "clean cleaning hygiene hygienist polish wash scale",
  warranty: "warranty guarantee guaranteed",
  meal: "menu food dish meal eat lunch dinner breakfast supper",
  diet: "vegan vegetarian gluten allergy allergen allergic lactose halal kosher plant-based",
  access: "wheelchair accessible accessibility disabled disability ramp lift elevator stairs step-free",
  contact: "phone telephone email contact reach ring call-back phone-number get-touch",
  language: "language speak spanish english german french translate interpreter",
  duration: "long duration minute last quick how-long take-long",
  joining: "register registration signup enrol join new-patient new-customer first-visit sign-up",
  membership: "membership member subscription subscribe plan",
  stock: "available availability stock inventory sold-out in-stock",
  area: "area region travel radius mile nearby serve-area service-area come-out",
  qualified: "licensed licence license certified qualified accredited",
  job: "job hiring career vacancy recruit apply",
  privacy: "privacy data gdpr confidential personal-data",
  complaint: "complaint complain unhappy dissatisfied feedback",
  gift: "gift present gift-card",
  internet: "wifi internet wireless wi-fi",
  login: "password login account username credential log-in sign-in",
  auth: "authenticate authentication authorization authorize token oauth key api-key secret bearer",
  webhook: "webhook callback notify notification event",
  error: "error fail failure exception trouble wrong not-working",
  limit: "limit quota throttle throttling maximum rate-limit too-many",
  setup: "install installation setup configure configuration set-up get-started",
  remove: "delete remove erase purge",
  create: "create add make insert",
  change: "update change edit modify alter move",
  read: "list get fetch retrieve read lookup look-up",
  page: "page pagination cursor next-page",
};

const byRoot = new Map<string, string[]>();
const byPair = new Map<string, string[]>();
for (const [concept, words] of Object.entries(CONCEPTS)) {
  for (const word of words.split(" ")) {
    const [first = "", second] = word.split("-");
    const [map, key] = second === undefined ? [byRoot, stem(first)] : [byPair, `${stem(first)} ${stem(second)}`];
    map.set(key, [...(map.get(key) ?? []), concept]);
  }
}
const firstOfPair = new Set([...byPair.keys()].map((pair) => pair.split(" ")[0] ?? ""));

/** What a word's root is said for; empty when it stands for itself alone. */
export function conceptsOf(root: string): readonly string[] {
  return byRoot.get(root) ?? [];
}

/** What two roots in a row are said for. */
export function conceptsOfPair(root: string, next: string): readonly string[] {
  return firstOfPair.has(root) ? (byPair.get(`${root} ${next}`) ?? []) : [];
}
