/** The unit in a form of GET: all of them, or one by its name. */
export function UnitChoice(props: { label: string; units: readonly string[]; chosen: string | undefined }) {
  const { label, units, chosen } = props;
  return (
    <label>
      {label}
      <select name="unit">
        <option value="">全部单位</option>
        {units.map(unit => (
          <option value={unit} selected={chosen === unit}>
            {unit}
          </option>
        ))}
      </select>
    </label>
  );
}
