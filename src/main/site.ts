import type { OrganisationPack } from '../contexts/organisation/contract.ts';
import type { SitePack } from '../contexts/publications/contract.ts';
import { type BranchSite, homeOf } from '../portal/branch.ts';
import type { Site } from '../portal/view.ts';

/** Name of the public log: host and path. */
export function logOriginOf(site: Pick<SitePack, 'domain' | 'basePath'>, basePath = site.basePath): string {
  return `${site.domain === '' ? 'gongkai.local' : site.domain}${basePath}/log`;
}

/** The site as its pages know it: the pack's words, and where this installation stands. */
export function siteOf(options: {
  readonly pack: {
    readonly site: SitePack;
    readonly organisation: OrganisationPack;
    readonly sites?: readonly BranchSite[];
    readonly surround?: Site['surround'];
  };
  readonly basePath: string;
  readonly origin: string;
  readonly isDemo: boolean;
  readonly assets: Site['assets'];
}): Site {
  const { site, organisation } = options.pack;
  const bureau = organisation.units.find(unit => unit.kind === 'bureau');
  const { basePath, origin } = options;
  const siblings = (options.pack.sites ?? []).map(row => {
    const home = homeOf({ basePath, origin }, row);
    // On this host by its path: behind a proxy the origin may be another one.
    return { name: row.name, url: home.startsWith(`${origin}/`) ? home.slice(origin.length) : home };
  });
  return {
    name: site.name,
    bureau: bureau?.name ?? site.name,
    basePath: options.basePath,
    origin: options.origin,
    domain: site.domain,
    idCode: site.idCode,
    isDemo: options.isDemo,
    description: site.description,
    parentSite: site.parentSite,
    sponsor: site.sponsor,
    organiser: site.organiser,
    address: site.address,
    phone: site.phone,
    postcode: site.postcode,
    officeHours: site.officeHours,
    email: site.email,
    icp: site.icp,
    police: site.police,
    openData: site.openData,
    headerLinks: site.headerLinks,
    friendLinks: site.friendLinks,
    siblings,
    ...(options.pack.surround === undefined ? {} : { surround: options.pack.surround }),
    assets: options.assets,
  };
}
