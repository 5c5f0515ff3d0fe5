/** The teams that own services. */
export type Team = 'orders' | 'tracking' | 'trade' | 'finance' | 'operations' | 'experience';

/** One microservice of Halyard Freight: what it owns in every environment that it runs in. */
export interface Service {
  readonly name: string;
  readonly team: Team;
  /** DynamoDB table. */
  readonly table?: string;
  /** Bucket, named after company and environment in front. */
  readonly bucket?: string;
  /** Topic that it publishes to. */
  readonly topic?: string;
  /** Whether it has a database instance of its own, with a secret that opens it. */
  readonly database?: boolean;
  /** A Lambda function beside the service. */
  readonly worker?: string;
  /** Services whose queue it may fill. */
  readonly feeds: readonly string[];
}

/** Every service, in the order in which it is added. */
export const services: readonly Service[] = [
  {
    name: 'booking',
    team: 'orders',
    table: 'bookings',
    topic: 'booking-events',
    worker: 'booking-reminder',
    feeds: ['tracking', 'invoicing'],
  },
  { name: 'quotes', team: 'orders', table: 'quotes', feeds: ['booking'] },
  { name: 'rates', team: 'orders', table: 'rates', bucket: 'rate-cards', worker: 'rates-import', feeds: ['quotes'] },
  {
    name: 'tracking',
    team: 'tracking',
    table: 'positions',
    topic: 'tracking-events',
    worker: 'tracking-geocode',
    feeds: ['notifications'],
  },
  { name: 'telemetry', team: 'tracking', bucket: 'telemetry-raw', worker: 'telemetry-decode', feeds: ['tracking'] },
  { name: 'routing', team: 'tracking', table: 'routes', feeds: ['carriers'] },
  { name: 'customs', team: 'trade', database: true, worker: 'customs-broker-poll', feeds: ['documents'] },
  { name: 'documents', team: 'trade', bucket: 'documents', worker: 'documents-thumbnail', feeds: [] },
  { name: 'claims', team: 'trade', table: 'claims', bucket: 'claims-photos', feeds: ['notifications', 'invoicing'] },
  {
    name: 'invoicing',
    team: 'finance',
    database: true,
    bucket: 'invoices',
    worker: 'invoicing-month-end',
    feeds: ['payments'],
  },
  { name: 'payments', team: 'finance', table: 'payments-ledger', topic: 'payment-events', feeds: ['notifications'] },
  { name: 'carriers', team: 'operations', table: 'carriers', worker: 'carriers-edi', feeds: ['booking'] },
  { name: 'warehouse', team: 'operations', database: true, topic: 'stock-events', feeds: ['tracking'] },
  { name: 'portal', team: 'experience', bucket: 'portal-assets', feeds: ['booking', 'quotes'] },
  { name: 'notifications', team: 'experience', table: 'subscriptions', worker: 'notifications-digest', feeds: [] },
  { name: 'accounts', team: 'experience', database: true, worker: 'accounts-sync', feeds: ['notifications'] },
];

/** The teams, in order of first mention. */
export const teams: readonly Team[] = [...new Set(services.map(({ team }) => team))];

/** The bucket of that purpose in an environment: `halyard-production-invoices`. */
export function bucketName(environment: string, purpose: string): string {
  return `halyard-${environment}-${purpose}`;
}

/** The team's services. */
export function servicesOf(team: Team): readonly Service[] {
  return services.filter((service) => service.team === team);
}
