/**
 * Two boxes, and a map drawn from the city's own layers: nothing is ever fetched from elsewhere. Without script the map only
 * shows the place; the page's script makes it answer to fingers, mouse and keys.
 */
import { Button } from '#ui';
import type { Layer } from '../area/layer.ts';
import { controlId } from '../control-names.ts';
import { Group, Part } from '../frame.tsx';
import { word } from '../labels.ts';
import type { WidgetProps } from '../widget-props.ts';
import type { MapPointOptions } from './contract.ts';
import { drawLayers, layerTitles } from './draw.ts';
import { readPoint } from './model.ts';

export function MapPointWidget(props: WidgetProps<MapPointOptions>) {
  const { name, typed, field, reader, layers } = props;
  const status = `${controlId(name)}-said`;
  const said = (what: 'finding' | 'found' | 'refused' | 'placed') => word(`map.${what}`, reader);
  const box = (part: 'lat' | 'lng') => (
    <Part
      {...props}
      part={part}
      width="medium"
      input={{ autoComplete: 'off', spellCheck: false, inputMode: part === 'lng' ? 'decimal' : undefined }}
    />
  );
  return (
    <Group {...props} more={word('map.pair', reader)}>
      <div className="form-map" data-map="" data-point={field.code}>
        <div className="form-map-boxes">
          {box('lat')}
          {box('lng')}
        </div>
        <Button kind="secondary" type="button" data-map-here="" hidden aria-describedby={status}>
          {word('map.here', reader)}
        </Button>
        <p
          className="form-map-status"
          id={status}
          role="status"
          data-finding={said('finding')}
          data-found={said('found')}
          data-refused={said('refused')}
          data-placed={said('placed')}
        />
        {layers !== undefined && <MapPicture {...props} layers={layers} point={pointIn(typed, name)} />}
      </div>
    </Group>
  );
}

const pointIn = (typed: WidgetProps['typed'], name: string) =>
  readPoint(`${typed[`${name}.lat`]?.[0] ?? ''},${typed[`${name}.lng`]?.[0] ?? ''}`);

function MapPicture({
  name,
  reader,
  layers,
  point,
}: Pick<WidgetProps, 'name' | 'reader'> & {
  layers: readonly Layer[];
  point: ReturnType<typeof readPoint>;
}) {
  const map = drawLayers(layers);
  if (map === null) return null;
  const help = `${controlId(name)}-map-help`;
  const { width, height, west, north, perLng, perLat } = map;
  const unit = Math.max(width, height) / 400;
  const at =
    point === null
      ? undefined
      : `translate(${(Number(point.lng) - west) * perLng} ${(north - Number(point.lat)) * perLat}) scale(${unit})`;
  return (
    <figure className="form-map-figure">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={word('map.picture', reader, { title: layerTitles(layers, reader.language) })}
        aria-describedby={help}
        data-map-view={`${west} ${north} ${perLng} ${perLat} ${unit}`}
      >
        {map.paths.map(({ kind, d }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: layers stand in the order of the definition.
          <path key={index} className={`map-${kind} map-${index}`} fillRule="evenodd" d={d} />
        ))}
        {map.labels.map(({ x, y, text }) => (
          <text key={`${x} ${y} ${text}`} x={x} y={y} fontSize={unit * 16}>
            {text}
          </text>
        ))}
        <g
          data-map-marker=""
          className="map-marker"
          transform={at}
          visibility={at === undefined ? 'hidden' : undefined}
        >
          <circle r="7" />
          <circle r="2" />
        </g>
        <path data-map-centre="" className="map-centre" d="M-12 0H12M0 -12V12" visibility="hidden" />
      </svg>
      <div className="form-map-tools" data-map-tools="" hidden>
        <Button kind="secondary" type="button" data-map-zoom="2" aria-label={word('map.larger', reader)}>
          ＋
        </Button>
        <Button kind="secondary" type="button" data-map-zoom="0.5" aria-label={word('map.smaller', reader)}>
          −
        </Button>
      </div>
      <figcaption>
        <span id={help} data-map-help="" hidden>
          {word('map.help', reader)}
        </span>
        <small>{[...new Set(layers.map((layer) => layer.attribution))].join('／')}</small>
      </figcaption>
    </figure>
  );
}
