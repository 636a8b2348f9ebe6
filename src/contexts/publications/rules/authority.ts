export {
  type Capacity,
  capacities,
  may,
  notPermitted,
  withoutPermission,
} from '../../review/rules/authority.ts';
