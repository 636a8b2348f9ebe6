import { href } from '../../layout.tsx';
import type { Site } from '../../view.ts';
import type { DatasetRoom, PeriodRoom } from './collection.ts';

/** The machine interface: what there is, and the signed bytes of each period. Read by anyone, from any origin. */

function address(site: Site, path: string): string {
  return site.origin + href(site, path);
}

export function datasetList(site: Site, sets: readonly DatasetRoom[]): unknown {
  return {
    format: 'gongkai-datasets/1',
    datasets: sets.map(({ id, about, periods, updatedAt }) => ({
      id,
      title: about.title,
      description: about.description,
      ownerUnit: about.ownerUnit,
      periodicity: about.periodicity,
      periods: periods.length,
      latest: periods[0]!.period,
      updatedAt,
      url: address(site, `/api/open/datasets/${id}`),
      page: address(site, `/data/${id}/`),
    })),
  };
}

function periodEntry(site: Site, id: string, { period, current, revisions }: PeriodRoom): unknown {
  return {
    period,
    periodWords: current.edition.periodWords,
    revision: current.edition.revision,
    releasedAt: current.releasedAt,
    sha256: current.digest,
    url: address(site, `/api/open/datasets/${id}/${period}`),
    csv: address(site, `/data/${id}/${id}-${period}.csv`),
    item: address(site, current.path),
    log: address(site, `/log/item/${current.documentId}`),
    revisions: revisions.map(({ edition, releasedAt }) => ({
      revision: edition.revision,
      reason: edition.revisionReason,
      releasedAt,
    })),
  };
}

export function datasetEntry(site: Site, { id, about, periods, updatedAt }: DatasetRoom): unknown {
  return {
    format: 'gongkai-dataset/1',
    dataset: about,
    updatedAt,
    page: address(site, `/data/${id}/`),
    periods: periods.map(each => periodEntry(site, id, each)),
  };
}
