import type { AmbitRecord } from '../../model/records.ts';
import { bodyStart } from '../embedded/record-codec.ts';
import type { PartitionName } from '../embedded/record-codec.ts';
import type { PartitionSum } from '../embedded/merge.ts';
import type { StagedRecord } from '../embedded/staging.ts';
import { whole, type Connection } from './connection.ts';
import type { StoredPartition } from './document.ts';
import { documentsOf, type ReadableDocument } from './documents.ts';
import { NameIndex } from './name-index.ts';
import { PageBuffer } from './pages.ts';
import type { Writing } from './writing.ts';

/** Pages and documents gather to about so many bytes before they are written in one transaction. */
const maxBatchBytes = 4 << 20;

/** What a small partition counts for, so that not too many come into one transaction. */
const partitionBytes = 4096;

interface NumberedPartition extends PartitionName {
  readonly number: number;
}

interface Page {
  readonly number: number;
  readonly partition: number;
  readonly bytes: Int8Array;
}

interface NumberedDocument extends ReadableDocument {
  readonly number: number;
  readonly partition: number;
}

const hasDocument = Buffer.from('"document"');

/** Writes the partitions of one writing as pages of records, with the documents in them for people to read. */
export class RecordWriter {
  readonly #connection: Connection;
  readonly #writing: Writing;
  readonly #names = new NameIndex();
  readonly #page = new PageBuffer();
  #partitions: NumberedPartition[] = [];
  #pages: Page[] = [];
  #documents: NumberedDocument[] = [];
  #batchBytes = 0;
  #pageCount = 0;
  #documentCount = 0;
  #partitionCount = 0;

  constructor(connection: Connection, writing: Writing) {
    this.#connection = connection;
    this.#writing = writing;
  }

  /** Writes one partition; undefined when there is nothing in it. */
  async write(
    name: PartitionName,
    generation: number,
    records: Generator<StagedRecord, PartitionSum>,
  ): Promise<StoredPartition | undefined> {
    const number = this.#partitionCount;
    const firstPage = this.#pageCount;
    let next = records.next();
    if (next.done === true) return undefined;
    this.#partitionCount++;
    const { source, scope, part } = name;
    this.#partitions.push({ number, source, scope, part });
    this.#batchBytes += partitionBytes;
    while (next.done !== true) {
      this.#append(next.value, number);
      if (this.#batchBytes >= maxBatchBytes) await this.#flush();
      next = records.next();
    }
    this.#closePage(number);
    const pageCount = this.#pageCount - firstPage;
    return {
      source,
      scope,
      part,
      generation,
      ...next.value,
      graph: this.#writing.number,
      number,
      firstPage,
      pageCount,
    };
  }

  /** Writes what is left, and the names' index. */
  async finish(): Promise<void> {
    await this.#flush();
    const graph = whole(this.#writing.number);
    for (const { number, first, last, bytes } of this.#names.pages()) {
      await this.#connection.write('writing names', async (run) => {
        await this.#writing.check(run);
        await run(
          `MERGE (n:AmbitNames {graph: $graph, number: $number}) SET n.first = $first, n.last = $last, n.bytes = $bytes`,
          { graph, number: whole(number), first: whole(first), last: whole(last), bytes },
        );
      });
    }
  }

  #append({ text, names }: StagedRecord, partition: number): void {
    this.#page.append(text);
    for (const name of names) this.#names.mention(name, this.#pageCount);
    if (text.includes(hasDocument)) this.#addDocuments(text, partition);
    if (this.#page.isFull) this.#closePage(partition);
  }

  #addDocuments(text: Buffer, partition: number): void {
    const record = JSON.parse(text.toString('utf8', bodyStart(text))) as AmbitRecord;
    for (const document of documentsOf(record)) {
      this.#documents.push({ ...document, number: this.#documentCount++, partition });
      this.#batchBytes += document.text.length;
    }
  }

  #closePage(partition: number): void {
    if (this.#page.count === 0) return;
    const bytes = this.#page.take();
    this.#pages.push({ number: this.#pageCount++, partition, bytes });
    this.#batchBytes += bytes.length;
  }

  async #flush(): Promise<void> {
    const partitions = this.#partitions.map((partition) => ({ ...partition, number: whole(partition.number) }));
    const pages = this.#pages.map(({ number, partition, bytes }) => ({
      number: whole(number),
      partition: whole(partition),
      bytes,
    }));
    const documents = this.#documents.map((document) => ({
      ...document,
      number: whole(document.number),
      partition: whole(document.partition),
    }));
    this.#partitions = [];
    this.#pages = [];
    this.#documents = [];
    this.#batchBytes = 0;
    if (partitions.length + pages.length + documents.length === 0) return;
    const graph = whole(this.#writing.number);
    const { estate } = this.#connection.address;
    await this.#connection.write('writing records', async (run) => {
      await this.#writing.check(run);
      await run(writePartitions, { graph, estate, partitions });
      await run(writePages, { graph, pages });
      await run(writeDocuments, { graph, documents });
    });
  }
}

const writePartitions = `UNWIND $partitions AS partition
  MERGE (p:AmbitPartition {graph: $graph, number: partition.number})
  SET p.estate = $estate, p.source = partition.source, p.scope = partition.scope, p.part = partition.part`;

const writePages = `UNWIND $pages AS page
  MATCH (p:AmbitPartition {graph: $graph, number: page.partition})
  MERGE (n:AmbitPage {graph: $graph, number: page.number}) SET n.bytes = page.bytes
  MERGE (p)-[:PAGE]->(n)`;

const writeDocuments = `UNWIND $documents AS document
  MATCH (p:AmbitPartition {graph: $graph, number: document.partition})
  MERGE (n:AmbitDocument {graph: $graph, number: document.number})
  SET n:Document, n.id = document.id, n.kind = document.kind, n.name = document.name,
      n.version = document.version, n.text = document.text
  MERGE (p)-[:SAYS]->(n)`;
