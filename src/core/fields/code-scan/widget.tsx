/** A box to type in. The page's script shows the button where there is a camera, and fills the box with what it reads. */
import { Button, TextBox } from '#ui';
import { controlId, typedIn } from '../control-names.ts';
import { Row } from '../frame.tsx';
import { word } from '../labels.ts';
import type { WidgetProps } from '../widget-props.ts';
import type { CodeScanOptions } from './contract.ts';

export function CodeScanWidget(props: WidgetProps<CodeScanOptions>) {
  const { name, typed, field, reader } = props;
  const { formats, digits } = field.options;
  const status = `${controlId(name)}-scan`;
  return (
    <Row
      {...props}
      control={(id, tied) => (
        <div className="form-scan" data-scan={(formats ?? ['qr_code']).join(' ')}>
          <TextBox
            id={id}
            name={name}
            width="medium"
            inputMode={digits === undefined ? undefined : 'numeric'}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            defaultValue={typedIn(typed, name)}
            {...tied}
          />
          <Button kind="secondary" type="button" data-scan-start="" hidden aria-describedby={status}>
            {word('scan.start', reader)}
          </Button>
          <div className="form-scan-view" data-scan-view="" hidden>
            <video data-scan-video="" muted playsInline aria-label={word('scan.picture', reader)} />
            <Button kind="secondary" type="button" data-scan-stop="">
              {word('scan.stop', reader)}
            </Button>
          </div>
          <p
            className="form-scan-status"
            id={status}
            role="status"
            data-looking={word('scan.looking', reader)}
            data-found={word('scan.found', reader)}
            data-refused={word('scan.refused', reader)}
            data-none={word('scan.none', reader)}
          />
        </div>
      )}
    />
  );
}
